import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { Event } from '@plenary/domain/events/event.ts';
import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { m } from '#lib/paraglide/messages.js';

/** The event that a form's address names; the action it is for decides whether the actor may. */
export async function eventNamed(request: RequestEvent): Promise<Event> {
  const event = await findEventBySlug(request.locals.app.db, request.params['event'] ?? '');
  if (!event) error(404, m.error_not_found());
  return event;
}
