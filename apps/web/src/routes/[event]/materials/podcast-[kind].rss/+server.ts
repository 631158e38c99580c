import { error } from '@sveltejs/kit';
import { eventOf } from '#lib/events/event-of.server.ts';
import { podcast } from '#lib/materials/podcast.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** The public recordings of an event, for podcast apps. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, slug, summary, announcedAt } = await eventOf({ locals, params });
  if (announcedAt === null) error(404, m.error_not_found());
  const description = summary || m.materials_podcast_lead();
  return podcast(locals, params.kind, {
    title: name,
    description,
    page: `/${slug}/materials`,
    eventSlug: slug,
  });
};
