import { sql, type Expression, type SqlBool } from 'kysely';
import type { Db } from '../database/db.ts';
import { parseEvent, type Event } from '../events/event.ts';
import { eventRows } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { hasMailbox } from '../people/mailbox.ts';
import { INVITATION_STATES, invitesNext, predictArrivals } from './invitation.ts';
import type { InvitationState } from './invitation-tables.ts';
import { noShowsOf } from './no-show-queries.ts';

export interface QueueFilter {
  /** In name, mail address, affiliation, what they want to work on, and notes. */
  readonly search?: string;
  readonly states?: readonly InvitationState[];
  readonly newcomer?: boolean;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

export interface QueueRow {
  readonly id: Id;
  readonly personId: Id;
  readonly name: string;
  /** Empty for somebody who was let in at the door by name. */
  readonly email: string;
  readonly affiliation: string;
  readonly wantsToWorkOn: string;
  readonly note: string;
  readonly newcomer: boolean;
  /** How often they had confirmed and did not come, here or elsewhere on the site. */
  readonly noShows: number;
  readonly state: InvitationState;
  readonly reason: string;
  readonly requestedAt: Timestamp;
  readonly waitlistedAt: Timestamp | null;
  readonly confirmBy: Timestamp | null;
  readonly confirmedAt: Timestamp | null;
  readonly version: number;
}

export interface Queue {
  readonly rows: readonly QueueRow[];
  readonly total: number;
}

/** Requests and invitations of an event, oldest first. For organisers: it holds addresses and notes. */
export async function invitationQueue(db: Db, eventId: Id, filter: QueueFilter = {}): Promise<Queue> {
  const perPage = filter.perPage ?? 50;
  const found = db
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .where('invitations.event_id', '=', eventId)
    .$if(filter.states !== undefined && filter.states.length > 0, (query) =>
      query.where('invitations.state', 'in', filter.states ?? []),
    )
    .$if(filter.newcomer !== undefined, (query) =>
      query.where('invitations.newcomer', '=', filter.newcomer ? 1 : 0),
    )
    .$if(Boolean(filter.search?.trim()), (query) =>
      query.where((e) =>
        e.or(
          [
            e.ref('invitations.name'),
            e.ref('people.email'),
            e.ref('invitations.affiliation'),
            e.ref('invitations.wants_to_work_on'),
            e.ref('invitations.organiser_note'),
          ].map((column) => contains(column, filter.search?.trim() ?? '')),
        ),
      ),
    );
  const rows = await found
    .select([
      'invitations.id',
      'invitations.person_id as personId',
      'invitations.name',
      'people.email',
      'invitations.affiliation',
      'invitations.wants_to_work_on as wantsToWorkOn',
      'invitations.organiser_note as note',
      'invitations.newcomer',
      'invitations.state',
      'invitations.reason',
      'invitations.requested_at as requestedAt',
      'invitations.waitlisted_at as waitlistedAt',
      'invitations.confirm_by as confirmBy',
      'invitations.confirmed_at as confirmedAt',
      'invitations.version',
    ])
    .orderBy((e) => e.fn.coalesce('invitations.waitlisted_at', 'invitations.requested_at'))
    .orderBy('invitations.id')
    .limit(perPage)
    .offset((Math.max(1, filter.page ?? 1) - 1) * perPage)
    .execute();
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const noShows = await noShowsOf(
    db,
    rows.map((row) => row.personId),
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      email: hasMailbox(row.email) ? row.email : '',
      newcomer: row.newcomer === 1,
      noShows: noShows.get(row.personId) ?? 0,
    })),
    total,
  };
}

export interface Meters {
  readonly places: number;
  readonly counts: Readonly<Record<InvitationState, number>>;
  /** Confirmed and here. */
  readonly taken: number;
  /** Expected arrivals: of those who have confirmed, and if everybody who is invited confirms as well. */
  readonly predicted: { readonly confirmed: number; readonly withInvited: number };
}

/** The numbers over the queue. One query. */
export async function invitationMeters(db: Db, event: Event): Promise<Meters> {
  const rows = await db
    .selectFrom('invitations')
    .select((e) => ['state', 'newcomer', e.fn.countAll<number>().as('people')])
    .where('event_id', '=', event.id)
    .groupBy(['state', 'newcomer'])
    .execute();
  const count = (states: readonly InvitationState[], newcomer?: number) =>
    rows
      .filter((row) => states.includes(row.state) && (newcomer === undefined || row.newcomer === newcomer))
      .reduce((sum, row) => sum + row.people, 0);
  const here = count(['attended']);
  const arrivals = (states: readonly InvitationState[]) =>
    Math.round(
      (here + predictArrivals({ regulars: count(states, 0), newcomers: count(states, 1) }, event)) * 10,
    ) / 10;
  return {
    places: event.capacity,
    counts: Object.fromEntries(INVITATION_STATES.map((state) => [state, count([state])])) as Meters['counts'], // one entry a state
    taken: count(['confirmed', 'attended']),
    predicted: { confirmed: arrivals(['confirmed']), withInvited: arrivals(['confirmed', 'invited']) },
  };
}

/** Places that somebody holds or is offered. */
export async function countOffers(db: Db, eventId: Id): Promise<number> {
  const row = await db
    .selectFrom('invitations')
    .select((e) => e.fn.countAll<number>().as('offers'))
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .executeTakeFirstOrThrow();
  return row.offers;
}

/** Events in which an invitation has run out or a place waits for the next, in order of their ids. */
export async function eventsDue(db: Db, now: Timestamp): Promise<Id[]> {
  const late = await db
    .selectFrom('invitations')
    .select('event_id')
    .distinct()
    .where('state', '=', 'invited')
    .where('confirm_by', '<', now)
    .execute();
  const offering = await eventRows(db)
    .where('invites_next_itself', '=', 1)
    .where((e) =>
      e.exists(
        e
          .selectFrom('invitations')
          .select('id')
          .whereRef('event_id', '=', 'events.id')
          .where('state', '=', 'waitlisted'),
      ),
    )
    .where((e) =>
      e(
        'capacity',
        '>',
        e
          .selectFrom('invitations')
          .select((i) => i.fn.countAll<number>().as('offers'))
          .whereRef('event_id', '=', 'events.id')
          .where('state', 'in', ['invited', 'confirmed', 'attended']),
      ),
    )
    .execute();
  const open = offering.map(parseEvent).filter((event) => invitesNext(event, now));
  return [...new Set([...late.map((row) => row.event_id), ...open.map((event) => event.id)])].toSorted();
}

/**
 * Whether a column contains the words as typed or, in any case, as far as the engine knows its
 * letters (SQLite folds ASCII only). `%` and `_` mean themselves.
 */
function contains(column: Expression<string>, words: string): Expression<SqlBool> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return sql<SqlBool>`(${column} like ${pattern} escape '\\' or lower(${column}) like ${pattern.toLowerCase()} escape '\\')`;
}
