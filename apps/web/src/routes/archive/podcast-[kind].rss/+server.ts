import { podcast } from '#lib/materials/podcast.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** All public recordings of the site, for podcast apps. */
export const GET: RequestHandler = ({ locals, params }) =>
  podcast(locals, params.kind, {
    title: m.materials_archive_title(),
    description: m.materials_podcast_lead(),
    page: '/archive',
  });
