import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** Everybody who is invited, by name: to choose from while typing in what is said. It holds addresses. */
export function participants(db: Db, eventId: Id): Promise<{ name: string; email: string }[]> {
  return db
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .select(['people.name', 'people.email'])
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .orderBy('people.name')
    .execute();
}
