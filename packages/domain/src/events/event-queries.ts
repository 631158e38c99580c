import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { parseEvent, type Event } from './event.ts';
import type { EventRole } from './event-tables.ts';
import type { Grid } from './grid.ts';

/** An event that may be seen by whoever asks; whether they may is `standingIn`'s to say. */
export async function findEventBySlug(db: Db, slug: string): Promise<Event | undefined> {
  const [row] = await rowBySlug(db, { slug });
  return row && parseEvent(row);
}

const rowBySlug = prepared((db, { slug }: { slug: string }) => eventRows(db).where('events.slug', '=', slug));

export async function findEvent(db: Db, eventId: Id): Promise<Event | undefined> {
  const row = await eventRows(db).where('events.id', '=', eventId).executeTakeFirst();
  return row && parseEvent(row);
}

export async function eventOrThrow(db: Db, eventId: Id): Promise<Event> {
  const event = await findEvent(db, eventId);
  if (!event) throw notFound('event', eventId);
  return event;
}

/** Days, slots, areas and closures in order. Four queries, whatever the size. */
export async function eventGrid(db: Db, eventId: Id): Promise<Grid> {
  const days = await dayRows(db, { eventId });
  const slots = await slotRows(db, { eventId });
  const areas = await areaRows(db, { eventId });
  const closures = await closureRows(db, { eventId });
  return {
    days,
    slots,
    areas: areas.map((area) => ({ ...area, features: JSON.parse(area.features) as string[] })), // written by set-area
    closures,
  };
}

const dayRows = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('event_days')
    .select(['id', 'date', 'proposing_closed_at as proposingClosedAt'])
    .where('event_id', '=', eventId)
    .orderBy('date'),
);

const slotRows = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('slots')
    .select(['id', 'day_id as dayId', 'kind', 'title', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('event_id', '=', eventId)
    .orderBy('starts_at')
    .orderBy('id'),
);

const areaRows = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('areas')
    .select(['id', 'label', 'name', 'seats', 'features', 'online_link as onlineLink', 'position'])
    .where('event_id', '=', eventId)
    .orderBy('position')
    .orderBy('label'),
);

const closureRows = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('area_closures')
    .innerJoin('areas', 'areas.id', 'area_closures.area_id')
    .select(['area_closures.area_id as areaId', 'area_closures.slot_id as slotId'])
    .where('areas.event_id', '=', eventId)
    .orderBy('area_closures.slot_id')
    .orderBy('area_closures.area_id'),
);

/** The id alone, for a request that asks nothing else of the event. */
export async function findEventId(db: Db, slug: string): Promise<Id | undefined> {
  const [row] = await idRow(db, { slug });
  return row?.id;
}

const idRow = prepared((db, { slug }: { slug: string }) =>
  db.selectFrom('events').select('id').where('slug', '=', slug),
);

export interface EventLists {
  readonly upcoming: readonly Event[];
  readonly past: readonly Event[];
  /** Where the actor has a role or an invitation; drafts only for those who run them. */
  readonly mine: readonly MyEvent[];
}

export interface MyEvent extends Event {
  readonly role: EventRole | null;
}

/** Announced events, soonest first and then latest first, and those of the actor. Three queries at most. */
export async function listEvents(db: Db, actor: Actor, now: Timestamp): Promise<EventLists> {
  const announced = (
    await eventRows(db).where('announced_at', 'is not', null).orderBy('events.id').execute()
  ).map(parseEvent);
  const isPast = (event: Event) => event.endsAt !== null && event.endsAt <= now;
  return {
    upcoming: announced.filter((event) => !isPast(event)).toSorted(byStart),
    past: announced.filter(isPast).toSorted((a, b) => byStart(b, a)),
    mine: actor.kind === 'person' ? await myEvents(db, actor.personId) : [],
  };
}

async function myEvents(db: Db, personId: Id): Promise<MyEvent[]> {
  const roles = await db
    .selectFrom('event_roles')
    .select(['event_id', 'role'])
    .where('person_id', '=', personId)
    .orderBy('role', 'desc') // organiser after helper, so that it wins below
    .execute();
  const roleOf = new Map(roles.map((row) => [row.event_id, row.role]));
  const rows = await eventRows(db)
    .where((e) =>
      e.or([
        e(
          'events.id',
          'in',
          e.selectFrom('event_roles').select('event_id').where('person_id', '=', personId),
        ),
        e(
          'events.id',
          'in',
          e
            .selectFrom('invitations')
            .select('event_id')
            .where('person_id', '=', personId)
            .where('state', 'not in', ['declined', 'withdrawn']),
        ),
        e.and([
          e('announced_at', 'is', null),
          e.exists(
            e
              .selectFrom('people')
              .select('id')
              .where('id', '=', personId)
              .where('site_owner_since', 'is not', null),
          ),
        ]),
      ]),
    )
    .execute();
  return rows
    .map((row) => ({ ...parseEvent(row), role: roleOf.get(row.id) ?? null }))
    .toSorted((a, b) => byStart(b, a));
}

export interface RoleHolder {
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly role: EventRole;
  readonly givenAt: Timestamp;
}

/** Organisers and helpers of an event, by name. For organisers' pages: it holds addresses. */
export function peopleWithRoles(db: Db, eventId: Id): Promise<RoleHolder[]> {
  return db
    .selectFrom('event_roles')
    .innerJoin('people', 'people.id', 'event_roles.person_id')
    .select([
      'people.id as personId',
      'people.name',
      'people.email',
      'event_roles.role',
      'event_roles.given_at as givenAt',
    ])
    .where('event_roles.event_id', '=', eventId)
    .orderBy('event_roles.role', 'desc')
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
}

export interface Organisation {
  readonly role: 'host' | 'sponsor';
  readonly name: string;
  readonly url: string;
}

/** Hosts before sponsors, each in the order they were given. */
export function eventOrganisations(db: Db, eventId: Id): Promise<Organisation[]> {
  return db
    .selectFrom('event_organisations')
    .select(['role', 'name', 'url'])
    .where('event_id', '=', eventId)
    .orderBy('role')
    .orderBy('position')
    .execute();
}

/** Places that nobody has confirmed yet; what the public page shows. */
export async function placesLeft(db: Db, event: Event): Promise<number> {
  return Math.max(0, event.capacity - (await placesTaken(db, event.id)));
}

/** People who confirmed, those already here among them. */
export async function placesTaken(db: Db, eventId: Id): Promise<number> {
  const row = await db
    .selectFrom('invitations')
    .select((e) => e.fn.countAll<number>().as('taken'))
    .where('event_id', '=', eventId)
    .where('state', 'in', ['confirmed', 'attended'])
    .executeTakeFirstOrThrow();
  return row.taken;
}

function byStart(a: Event, b: Event): number {
  const [left, right] = [a.startsAt ?? '9999', b.startsAt ?? '9999'];
  if (left === right) return a.id < b.id ? -1 : 1;
  return left < right ? -1 : 1;
}

/** Events with what `parseEvent` needs. */
export function eventRows(db: Db) {
  return db
    .selectFrom('events')
    .selectAll('events')
    .select((e) => [
      e
        .selectFrom('event_days')
        .select((d) => d.fn.min('date').as('at'))
        .whereRef('event_days.event_id', '=', 'events.id')
        .as('starts_on'),
      e
        .selectFrom('event_days')
        .select((d) => d.fn.max('date').as('at'))
        .whereRef('event_days.event_id', '=', 'events.id')
        .as('ends_on'),
      e
        .selectFrom('slots')
        .select((d) => d.fn.min('starts_at').as('at'))
        .whereRef('slots.event_id', '=', 'events.id')
        .as('first_start'),
      e
        .selectFrom('slots')
        .select((d) => d.fn.max('ends_at').as('at'))
        .whereRef('slots.event_id', '=', 'events.id')
        .as('last_end'),
    ]);
}

/** When the last slot of an event ends, inside a query of events. */
export function lastEnd(db: Db) {
  return db
    .selectFrom('slots')
    .select((slot) => slot.fn.max('ends_at').as('ends'))
    .whereRef('slots.event_id', '=', sql.ref('events.id'));
}
