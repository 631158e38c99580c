import { redirect } from '@sveltejs/kit';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { writePost } from '@plenary/domain/posts/write-post.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { postInput } from '#lib/posts/post-input.server.ts';
import { deskOf } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const desk = await deskOf(request.locals);
  if (!desk) throwErrorPage(request, request.locals.account ? notAllowed('') : signInNeeded());
  return { formKey: newFormKey(), desk, about: request.url.searchParams.get('event') ?? '' };
};

export const actions: Actions = {
  preview: async (request) => {
    const { values } = await readForm(request);
    return { preview: renderMarkdown(values['body'] ?? ''), values };
  },
  write: async (request) => {
    const { values, key } = await readForm(request);
    const result = await writePost(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...postInput(values), ...(values['eventId'] && { eventId: values['eventId'] }) }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/posts/${result.value.slug}`);
  },
};
