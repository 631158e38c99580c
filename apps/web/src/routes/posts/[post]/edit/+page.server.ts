import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { changePost } from '@plenary/domain/posts/change-post.ts';
import { findPost, type Post } from '@plenary/domain/posts/post-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { postInput } from '#lib/posts/post-input.server.ts';
import { postToWrite } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

async function postNamed({
  locals,
  params,
}: Pick<RequestEvent<{ post: string }>, 'locals' | 'params'>): Promise<Post> {
  const post = await findPost(locals.app.db, params.post);
  if (!post) error(404, m.error_not_found());
  return post;
}

export const load: PageServerLoad = async (request) => {
  return { post: await postToWrite(request), formKey: newFormKey() };
};

export const actions: Actions = {
  preview: async (request) => {
    const { values } = await readForm(request);
    return { preview: renderMarkdown(values['body'] ?? ''), values };
  },
  change: async (request) => {
    const post = await postNamed(request);
    const { values, key } = await readForm(request);
    const result = await changePost(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...postInput(values), postId: post.id, version: values['version'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/posts/${result.value.slug}`);
  },
};
