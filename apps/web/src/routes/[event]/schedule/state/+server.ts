import { json } from '@sveltejs/kit';
import { eventOf } from '#lib/events/event-of.server.ts';
import { scheduleState } from '#lib/schedule/schedule-state.server.ts';
import { standingFor } from '#lib/server/event-standing.ts';
import type { RequestHandler } from './$types';

/** What an open page asks for after a change; where the event is announced, schedule-snapshot.ts keeps the answer for everybody. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  await standingFor(request, event.id);
  return json(await scheduleState(request.locals, event), { headers: { 'cache-control': 'no-cache' } });
};
