import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { dateTime, id, version } from '../kernel/fields.ts';
import type { Event } from './event.ts';
import { checkSlug, eventFields, slugTaken } from './event-fields.ts';
import { eventGrid, eventOrThrow, placesTaken } from './event-queries.ts';
import type { EventTables } from './event-tables.ts';
import { instantAt, localSlotTimes, shiftDays, slotTimes } from './slot-times.ts';
import { requireOrganiser } from '../standing/standing.ts';

const { slug, ...ordinary } = eventFields;

const input = z
  .strictObject({
    ...ordinary,
    slug,
    /** Local times in the event's (new) zone; null: not decided. */
    invitationsOpenAt: dateTime.nullable(),
    cutOffAt: dateTime.nullable(),
  })
  .partial()
  .extend({ eventId: id, version });

type Input = z.output<typeof input>;

/**
 * Changes what is given and nothing else. A new zone keeps the times on the wall: 09:00 stays
 * 09:00. Throws `stale` when somebody else changed the event since `version`.
 */
export const changeEvent = defineAction({
  name: 'change-event',
  input,
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    await takeTurn(tx, input.eventId); // a smaller capacity is a decision about places
    const event = await eventOrThrow(tx, input.eventId);
    requireVersion(event, input.version);
    await checkNewSlug(tx, event, input.slug);
    await checkCapacity(tx, event, input.capacity);
    const zone = input.zone ?? event.zone;
    if (zone !== event.zone) await moveSlotsToZone(tx, event, zone);
    const columns = { ...columnsOf(input), ...windowOf(event, input, zone) };
    await tx
      .updateTable('events')
      .set({ ...columns, version: event.version + 1 })
      .where('id', '=', event.id)
      .execute();
    const audience = event.announcedAt ? 'public' : 'organisers';
    record({ kind: 'event.changed', eventId: event.id, subjectId: event.id, audience });
    return { version: event.version + 1, slug: input.slug ?? event.slug };
  },
});

/** Refuses to overwrite what somebody else has changed meanwhile; the current event is the subject. */
export function requireVersion(event: Event, version: number): void {
  if (event.version === version) return;
  throw new DomainError('stale', `Somebody has changed “${event.name}” since you opened this page.`, {
    params: { name: event.name },
    subject: event,
  });
}

async function checkNewSlug(tx: Transaction, event: Event, slug: string | undefined): Promise<void> {
  if (slug === undefined || slug === event.slug) return;
  checkSlug(slug);
  if (event.announcedAt)
    throw new DomainError('wrong-state', 'The address of an announced event stays: people have it.');
  const other = await tx.selectFrom('events').select('id').where('slug', '=', slug).executeTakeFirst();
  if (other) throw slugTaken(slug);
}

async function checkCapacity(tx: Transaction, event: Event, capacity: number | undefined): Promise<void> {
  if (capacity === undefined || capacity >= event.capacity) return;
  const taken = await placesTaken(tx, event.id);
  if (capacity < taken)
    throw wrongField('capacity', 'too-small', `${taken} people have confirmed already.`, { min: taken });
}

function columnsOf(input: Input): Updateable<EventTables['events']> {
  const columns = {
    slug: input.slug,
    name: input.name,
    kind: input.kind,
    summary: input.summary,
    description: input.description,
    audience: input.audience,
    topics: input.topics && JSON.stringify(input.topics),
    zone: input.zone,
    venue_name: input.venueName,
    venue_address: input.venueAddress,
    travel: input.travel,
    capacity: input.capacity,
    confirm_days: input.confirmDays,
    invites_next_itself: input.invitesNextItself === undefined ? undefined : Number(input.invitesNextItself),
    reviews_mail: input.reviewsMail === undefined ? undefined : Number(input.reviewsMail),
    no_show_regulars: input.noShowRegulars,
    no_show_newcomers: input.noShowNewcomers,
  };
  // Kysely leaves undefined columns alone.
  return columns as Updateable<EventTables['events']>; // exactOptionalPropertyTypes tells absent from undefined
}

/** Opening and cut-off: in order, and neither after the event has ended. */
function windowOf(event: Event, input: Input, zone: string) {
  const opens = movedTime(event.invitationsOpenAt, input.invitationsOpenAt, event.zone, zone);
  const cutOff = movedTime(event.cutOffAt, input.cutOffAt, event.zone, zone);
  if (opens && cutOff && cutOff <= opens)
    throw wrongField('cutOffAt', 'before-start', 'The cut-off is before invitations open.');
  if (input.cutOffAt && cutOff && event.endsAt && cutOff > event.endsAt)
    throw wrongField('cutOffAt', 'too-late', 'The cut-off is after the event.');
  if (input.invitationsOpenAt && opens && event.endsAt && opens > event.endsAt)
    throw wrongField('invitationsOpenAt', 'too-late', 'Invitations open after the event.');
  return { invitations_open_at: opens, cut_off_at: cutOff };
}

function movedTime(
  current: string | null,
  local: string | null | undefined,
  oldZone: string,
  zone: string,
): string | null {
  if (local === undefined)
    return current && zone !== oldZone ? shiftDays(current, 0, oldZone, zone) : current;
  return local && instantAt(local.slice(0, 10), local.slice(11), zone);
}

async function moveSlotsToZone(tx: Transaction, event: Event, zone: string): Promise<void> {
  const grid = await eventGrid(tx, event.id);
  const dates = new Map(grid.days.map((day) => [day.id, day.date]));
  for (const slot of grid.slots) {
    const date = dates.get(slot.dayId);
    const times = date && slotTimes(localSlotTimes(slot, date, event.zone), zone);
    if (!times)
      throw wrongField(
        'zone',
        'not-a-choice',
        `A slot that starts at ${slot.startsAt} has no time in ${zone}.`,
      );
    await tx
      .updateTable('slots')
      .set({ starts_at: times.startsAt, ends_at: times.endsAt })
      .where('id', '=', slot.id)
      .execute();
  }
}
