import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { changePost } from '@plenary/domain/posts/change-post.ts';
import { findPost, type Post } from '@plenary/domain/posts/post-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { leadInput, leadValues, postInput, previewPost } from '#lib/posts/post-input.server.ts';
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
  const post = await postToWrite(request);
  return { post, lead: leadValues(post.lead), formKey: newFormKey() };
};

export const actions: Actions = {
  preview: async (request) => {
    const form = await readForm(request);
    return previewPost(request, form);
  },
  change: async (request) => {
    const post = await postNamed(request);
    const form = await readForm(request);
    const { values, key } = form;
    const lead = await leadInput(request.locals, form);
    if (lead instanceof DomainError) return refuse(request, lead, values);
    const result = await changePost(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ ...postInput(values), ...lead, postId: post.id, version: values['version'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/posts/${result.value.slug}`);
  },
};
