import { standingFor } from '#lib/server/event-standing.ts';
import { liveAnswer } from '#lib/server/live-stream.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import type { RequestHandler } from './$types';

/** Server-sent events of one event, for those who may see it. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  await standingFor(request, eventId);
  return liveAnswer(request, eventId);
};
