import { eventIdOf } from '#lib/events/event-of.server.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import { liveAnswer } from '#lib/server/live-stream.ts';
import type { RequestHandler } from './$types';

/** Tells a phone that the plenary goes on. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  await mustTakePart(request, eventId);
  return liveAnswer(request, eventId);
};
