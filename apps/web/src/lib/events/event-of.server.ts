import { error } from '@sveltejs/kit';
import type { Event } from '@plenary/domain/events/event.ts';
import { findEventBySlug, findEventId } from '@plenary/domain/events/event-queries.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { m } from '#lib/paraglide/messages.js';

interface Asked {
  readonly locals: App.Locals;
  readonly params: { readonly event?: string | undefined };
}

/** The event of a page's address, for form actions and endpoints, which have no `parent()`. */
export async function eventOf(asked: Asked): Promise<Event> {
  const event = await findEventBySlug(asked.locals.app.db, asked.params.event ?? '');
  if (!event) error(404, m.error_not_found());
  return event;
}

/** Its id alone, where nothing else of it is asked for. */
export async function eventIdOf(asked: Asked): Promise<Id> {
  const eventId = await findEventId(asked.locals.app.db, asked.params.event ?? '');
  if (!eventId) error(404, m.error_not_found());
  return eventId;
}
