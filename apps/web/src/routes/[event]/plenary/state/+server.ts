import { json } from '@sveltejs/kit';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { phoneState } from '#lib/plenary/plenary-state.server.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** How the plenary stands, for everybody's phone. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  return json(await phoneState(request.locals, await mustTakePart(request, eventId)));
};
