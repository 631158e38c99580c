import { json } from '@sveltejs/kit';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import type { RequestHandler } from './$types';

/** How the scheduler run of this event stands; null when there is none. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  await mustOrganise(request, event.id);
  const state = request.locals.app.solverRuns.state(event.id);
  return json(state ? { ...state, placements: undefined, disturbance: undefined } : null);
};
