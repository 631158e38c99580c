import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { FEED_POSTS, feedAnswer } from '#lib/posts/feed.server.ts';
import type { RequestHandler } from './$types';

/** The posts of one tag, for feed readers. */
export const GET: RequestHandler = async ({ locals: { app }, params: { tag, format } }) => {
  const { posts } = await publishedPosts(app.db, { tag, perPage: FEED_POSTS });
  const page = `${app.site.origin}/tags/${encodeURIComponent(tag)}`;
  return feedAnswer(app.site.origin, format, { title: m.posts_tag_title({ tag }), page, posts });
};
