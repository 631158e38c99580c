import { error } from '@sveltejs/kit';
import type { Db } from '@plenary/domain/database/db.ts';
import { oldAddressesOf } from '@plenary/domain/posts/old-address-queries.ts';
import { findPost, type Post } from '@plenary/domain/posts/post-queries.ts';
import { publishPost } from '@plenary/domain/posts/publish-post.ts';
import { schedulePost } from '@plenary/domain/posts/schedule-post.ts';
import { setOldAddresses } from '@plenary/domain/posts/set-old-addresses.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';
import { mayWrite } from '#lib/posts/writers.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { db } = locals.app;
  const post = await findPost(db, params.post);
  const writer = post !== undefined && (await mayWrite(db, locals, post));
  if (!post || (post.publishedAt === null && !writer)) error(404, m.error_not_found());
  const { body, ...facts } = post;
  return {
    post: facts,
    html: renderMarkdown(body, { firstHeading: 2 }),
    desk: writer ? await deskOf(db, post) : null,
    restored: writer && url.searchParams.has('restored'),
  };
};

/** What its writers do with a post. */
async function deskOf(db: Db, post: Post) {
  return {
    addresses: await oldAddressesOf(db, post.id),
    // Posts of an event appear by the event's clock; others by one to choose.
    zones: post.event ? [] : Intl.supportedValuesOf('timeZone'),
  };
}

async function postOf({ locals, params }: RequestEvent): Promise<Post> {
  const post = await findPost(locals.app.db, params.post);
  if (!post) error(404, m.error_not_found());
  return post;
}

async function setPublished(request: RequestEvent, published: boolean) {
  const post = await postOf(request);
  const { app, actor } = request.locals;
  const result = await publishPost(app.needs(), actor, { postId: post.id, published });
  return result.ok ? { published } : refuse(request, result.error, {});
}

export const actions: Actions = {
  publish: (request) => setPublished(request, true),
  takeBack: (request) => setPublished(request, false),
  schedule: async (request) => {
    const post = await postOf(request);
    const { values } = await readForm(request);
    const { app, actor } = request.locals;
    const { at, zone } = values;
    const result = await schedulePost(app.needs(), actor, asInput({ postId: post.id, at, zone }));
    return result.ok ? { scheduled: true } : refuse(request, result.error, values);
  },
  addresses: async (request) => {
    const post = await postOf(request);
    const { values } = await readForm(request);
    const { app, actor } = request.locals;
    const addresses = (values['addresses'] ?? '').split('\n').filter((one) => one.trim() !== '');
    const result = await setOldAddresses(app.needs(), actor, { postId: post.id, addresses });
    return result.ok ? { addressed: true } : refuse(request, result.error, values);
  },
};
