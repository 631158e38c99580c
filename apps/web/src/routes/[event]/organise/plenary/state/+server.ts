import { json } from '@sveltejs/kit';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { plenaryState } from '#lib/plenary/plenary-state.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** How the plenary stands, for who leads it. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  await mustHelp(request, eventId);
  return json(await plenaryState(request.locals, eventId, 'control'));
};
