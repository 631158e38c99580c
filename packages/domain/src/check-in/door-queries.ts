import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import { codeDigest } from '../invitations/check-in-code.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import type { Id } from '../kernel/ids.ts';
import { ABSENT, presenceByDay, type DoorMark, type Presence } from './presence.ts';

/** Somebody the door may meet. No mail address, nothing that organisers note: it is kept on helpers' phones. */
export interface DoorPerson extends Presence {
  readonly id: Id;
  readonly name: string;
  readonly affiliation: string;
  readonly state: InvitationState;
  /** Of the code on badge and phone; see `codeDigest`. */
  readonly digest: string;
}

const AT_THE_DOOR = ['confirmed', 'attended', 'no-show'] as const;

/** Everybody with a place, by name, as they stand on one day of the door. Two queries. */
export async function doorList(db: Db, secret: string, event: Event, day: string): Promise<DoorPerson[]> {
  const people = await doorPlaces(db, event.id);
  const presence = await presenceOf(db, event);
  return people
    .map(({ id, name, affiliation, state }) => ({
      ...{ id, name, affiliation, state, digest: codeDigest(secret, id) },
      ...(presence.get(id)?.get(day) ?? ABSENT),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** One person of the list of who was here, with what caterers and organisers ask for. */
export interface Attendance {
  readonly id: Id;
  readonly name: string;
  readonly affiliation: string;
  readonly newcomer: boolean;
  readonly walkedIn: boolean;
  readonly food: string;
  readonly state: InvitationState;
  readonly days: ReadonlyMap<string, Presence>;
}

/** Everybody with a place and when they came and left, by name. Two queries. */
export async function attendance(db: Db, event: Event): Promise<Attendance[]> {
  const people = await doorPlaces(db, event.id);
  const presence = await presenceOf(db, event);
  return people
    .map(({ id, name, affiliation, state, food, newcomer, walked_in: walkedIn }) => ({
      ...{ id, name, affiliation, state, food },
      ...{ newcomer: newcomer === 1, walkedIn: walkedIn === 1 },
      days: presence.get(id) ?? new Map<string, Presence>(),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The invitations of everybody with a place. One query. */
export function doorPlaces(db: Db, eventId: Id) {
  return db
    .selectFrom('invitations')
    .select(['id', 'person_id', 'name', 'affiliation', 'newcomer', 'walked_in', 'food', 'state'])
    .where('event_id', '=', eventId)
    .where('state', 'in', AT_THE_DOOR)
    .execute();
}

/** By invitation and day. One query. */
async function presenceOf(db: Db, event: Event): Promise<Map<Id, Map<string, Presence>>> {
  const rows = await db
    .selectFrom('door_marks')
    .leftJoin('people', 'people.id', 'door_marks.by_person_id')
    .select(['invitation_id', 'door_marks.key', 'door_marks.kind', 'door_marks.at', 'people.name as by'])
    .where('event_id', '=', event.id)
    .execute();
  const marks: Map<Id, DoorMark[]> = Map.groupBy(rows, (row) => row.invitation_id);
  return new Map([...marks].map(([id, list]) => [id, presenceByDay(list, event.zone)]));
}
