import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { FEED_POSTS, feedAnswer } from '#lib/posts/feed.server.ts';
import type { RequestHandler } from './$types';

/** All posts of the site, for feed readers. */
export const GET: RequestHandler = async ({ locals: { app }, params }) => {
  const { origin } = app.site;
  const { posts } = await publishedPosts(app.db, { perPage: FEED_POSTS });
  return feedAnswer(origin, params.format, { title: m.posts_title(), page: `${origin}/posts`, posts });
};
