import { error } from '@sveltejs/kit';
import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { standingFor } from '#lib/server/event-standing.ts';
import { liveStream } from '#lib/server/live-stream.ts';
import type { RequestHandler } from './$types';

/** Server-sent events of one event; resumes after `Last-Event-ID` or `?from=`. */
export const GET: RequestHandler = async (request) => {
  const event = await findEventBySlug(request.locals.app.db, request.params.event);
  if (!event) error(404, m.error_not_found());
  await standingFor(request, event.id);
  const from = Number(
    request.request.headers.get('last-event-id') ?? request.url.searchParams.get('from') ?? Number.NaN,
  );
  return new Response(liveStream(request, event.id, from), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
};
