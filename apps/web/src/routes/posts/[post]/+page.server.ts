import { error } from '@sveltejs/kit';
import { findPost } from '@plenary/domain/posts/post-queries.ts';
import { publishPost } from '@plenary/domain/posts/publish-post.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { mayWrite } from '#lib/posts/writers.server.ts';
import { refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { db } = locals.app;
  const post = await findPost(db, params.post);
  const writer = post !== undefined && (await mayWrite(db, locals, post));
  if (!post || (post.publishedAt === null && !writer)) error(404, m.error_not_found());
  const { body, ...facts } = post;
  return { post: facts, html: renderMarkdown(body, { firstHeading: 2 }), mayWrite: writer };
};

async function setPublished(request: RequestEvent, published: boolean) {
  const { app, actor } = request.locals;
  const post = await findPost(app.db, request.params.post);
  if (!post) error(404, m.error_not_found());
  const result = await publishPost(app.needs(), actor, { postId: post.id, published });
  return result.ok ? { published } : refuse(request, result.error, {});
}

export const actions: Actions = {
  publish: (request) => setPublished(request, true),
  takeBack: (request) => setPublished(request, false),
};
