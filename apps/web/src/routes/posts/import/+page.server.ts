import { DomainError, notAllowed, signInNeeded, wrongField } from '@plenary/domain/kernel/errors.ts';
import { importedBefore, importPosts } from '@plenary/domain/posts/import-posts.ts';
import { readWxr, type WordPressExport } from '@plenary/domain/posts/read-wxr.ts';
import { unpackExport } from '@plenary/domain/posts/unpack-export.ts';
import { deskOf } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (request) => {
  const desk = await deskOf(request.locals);
  if (!desk) throwErrorPage(request, request.locals.account ? notAllowed('') : signInNeeded());
  return { desk, formKey: newFormKey() };
};

async function sentExport(request: RequestEvent) {
  if (!(await deskOf(request.locals)))
    throwErrorPage(request, request.locals.account ? notAllowed('') : signInNeeded());
  const { values, files, key } = await readForm(request);
  const [file] = files('file');
  const read = file ? await readOrRefuse(file) : wrongField('file', 'required', 'Choose a file.');
  return { values, key, read };
}

async function readOrRefuse(file: File): Promise<WordPressExport | DomainError> {
  try {
    return readWxr(await unpackExport(await file.bytes()));
  } catch (problem) {
    if (problem instanceof DomainError) return problem;
    throw problem;
  }
}

export const actions: Actions = {
  preview: async (request) => {
    const { values, read } = await sentExport(request);
    if (read instanceof DomainError) return refuse(request, read, values);
    const known = await importedBefore(
      request.locals.app.db,
      read.posts.map((post) => post.importedAs),
    );
    const found = read.posts.filter((post) => !known.has(post.importedAs));
    return {
      values,
      plan: {
        posts: found.map(({ title, publishedAt, authorName, address, tags }) => ({
          ...{ title, publishedAt, authorName, address, tags },
        })),
        known: read.posts.length - found.length,
        leftOut: read.leftOut,
      },
    };
  },
  import: async (request) => {
    const { values, key, read } = await sentExport(request);
    if (read instanceof DomainError) return refuse(request, read, values);
    const { app, actor } = request.locals;
    const result = await importPosts(
      app.needs(key),
      actor,
      asInput({ eventId: values['eventId'] || null, posts: read.posts }),
    );
    return result.ok ? { imported: result.value.imported } : refuse(request, result.error, values);
  },
};
