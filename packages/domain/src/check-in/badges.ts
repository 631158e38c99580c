import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { EventRole } from '../events/event-tables.ts';
import type { Id } from '../kernel/ids.ts';
import { doorPlaces } from './door-queries.ts';

/** What a badge may say of somebody. */
export interface Badge {
  /** null: helps without a place of their own, so there is no code to scan. */
  readonly invitationId: Id | null;
  readonly name: string;
  readonly affiliation: string;
  readonly role: EventRole | null;
  readonly newcomer: boolean;
  readonly came: boolean;
}

/** Everybody with a place and everybody who runs the event, by name. Two queries. */
export async function badges(db: Db, event: Event): Promise<Badge[]> {
  const places = await doorPlaces(db, event.id);
  const roles = await db
    .selectFrom('event_roles')
    .innerJoin('people', 'people.id', 'event_roles.person_id')
    .select(['people.id', 'people.name', 'people.affiliation', 'event_roles.role'])
    .where('event_id', '=', event.id)
    .orderBy('event_roles.role') // whoever has both is an organiser
    .execute();
  const roleOf = new Map(roles.map((one) => [one.id, one.role]));
  const placed = new Set(places.map((one) => one.person_id));
  const helping = new Map(roles.filter((one) => !placed.has(one.id)).map((one) => [one.id, one]));
  return [
    ...places.map(({ id, person_id, name, affiliation, newcomer, state }) => ({
      ...{ invitationId: id, name, affiliation, role: roleOf.get(person_id) ?? null },
      ...{ newcomer: newcomer === 1, came: state === 'attended' },
    })),
    ...[...helping.values()]
      .filter((one) => one.name !== '')
      .map(({ name, affiliation, role }) => ({
        ...{ invitationId: null, name, affiliation, role, newcomer: false, came: false },
      })),
  ].toSorted((a, b) => a.name.localeCompare(b.name));
}
