import type { RequestEvent } from '@sveltejs/kit';
import { readForm } from '#lib/server/form.ts';
import { eventOf } from './event-of.server.ts';

/** A form of an event's page: its event, what was typed, and what an action needs. */
export async function eventForm(request: RequestEvent<{ event: string }>) {
  const event = await eventOf(request);
  const { values, key } = await readForm(request);
  const { app, actor } = request.locals;
  return { event, values, actor, needs: app.needs(key), app };
}
