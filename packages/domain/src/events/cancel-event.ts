import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Site } from '../kernel/site.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { phaseOf, type Event } from './event.ts';
import { eventOrThrow } from './event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Calls an event off and writes to everybody who was waiting for it or coming. Not undone. */
export const cancelEvent = defineAction({
  name: 'cancel-event',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, site, record }) => {
    await takeTurn(tx, input.eventId);
    const event = await eventOrThrow(tx, input.eventId);
    if (event.cancelledAt) return { told: 0 };
    if (phaseOf(event, now) === 'past') throw new DomainError('wrong-state', `“${event.name}” is over.`);
    await tx
      .updateTable('events')
      .set({ cancelled_at: now, version: event.version + 1 })
      .where('id', '=', event.id)
      .execute();
    const audience = event.announcedAt ? 'public' : 'organisers';
    record({ kind: 'event.cancelled', eventId: event.id, subjectId: event.id, audience });
    return { told: await tellEverybody(tx, event, { now, site }) };
  },
});

async function tellEverybody(
  tx: Transaction,
  event: Event,
  news: { readonly now: Timestamp; readonly site: Site },
): Promise<number> {
  const people = await tx
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .select(['people.id', 'people.email', 'people.locale', 'invitations.name'])
    .where('event_id', '=', event.id)
    .where('state', 'in', ['requested', 'waitlisted', 'invited', 'confirmed', 'attended'])
    .orderBy('people.id')
    .execute();
  for (const person of people) {
    await queueMessage(tx, {
      now: news.now,
      eventId: event.id,
      to: { personId: person.id, email: person.email, name: person.name, locale: person.locale },
      template: 'event-cancelled',
      params: {
        event: event.name,
        name: person.name,
        link: `${news.site.origin}/${event.slug}`,
      },
      onceKey: `event-cancelled ${event.id} ${person.id}`,
    });
  }
  return people.length;
}
