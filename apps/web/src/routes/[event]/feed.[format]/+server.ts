import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { FEED_POSTS, feedAnswer } from '#lib/posts/feed.server.ts';
import { standingFor } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** The posts about one event, for feed readers. */
export const GET: RequestHandler = async (request) => {
  const { app } = request.locals;
  const event = await eventOf(request);
  await standingFor(request, event.id);
  const { posts } = await publishedPosts(app.db, { eventId: event.id, perPage: FEED_POSTS });
  const page = `${app.site.origin}/${event.slug}`;
  return feedAnswer(app.site.origin, request.params.format, {
    title: m.posts_event_title({ name: event.name }),
    page,
    posts,
  });
};
