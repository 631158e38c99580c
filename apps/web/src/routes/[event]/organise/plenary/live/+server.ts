import { eventIdOf } from '#lib/events/event-of.server.ts';
import { HEARD_BY_CONTROL } from '#lib/plenary/heard-by-control.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { liveAnswer } from '#lib/server/live-stream.ts';
import type { RequestHandler } from './$types';

/** Tells who leads a plenary of every hand and proposal. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  await mustHelp(request, eventId);
  return liveAnswer(request, eventId, HEARD_BY_CONTROL);
};
