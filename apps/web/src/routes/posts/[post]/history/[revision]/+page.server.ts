import { error, redirect } from '@sveltejs/kit';
import { findPostRevision } from '@plenary/domain/posts/post-revision-queries.ts';
import { restorePost } from '@plenary/domain/posts/restore-post.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { m } from '#lib/paraglide/messages.js';
import { postToWrite } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { id, slug, title, version } = await postToWrite(request);
  const asked = request.params.revision;
  const found = /^[1-9]\d{0,8}$/.test(asked)
    ? await findPostRevision(request.locals.app.db, id, Number(asked))
    : undefined;
  if (!found) error(404, m.error_not_found());
  const { revision, before } = found;
  return {
    post: { slug, title, version },
    revision,
    before: before && { title: before.title, tags: before.tags, lead: before.lead },
    lines: compareTexts(before?.body ?? '', revision.body),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  restore: async (request) => {
    const post = await postToWrite(request);
    const { values, key } = await readForm(request);
    const { app, actor } = request.locals;
    const input = { postId: post.id, version: values['version'], revision: request.params.revision };
    const result = await restorePost(app.needs(key), actor, asInput(input));
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/posts/${result.value.slug}?restored`);
  },
};
