import { json } from '@sveltejs/kit';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { controlState } from '#lib/plenary/plenary-state.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** How the plenary stands, for who leads it. */
export const GET: RequestHandler = async (request) => {
  const eventId = await eventIdOf(request);
  return json(await controlState(request.locals, await mustHelp(request, eventId)));
};
