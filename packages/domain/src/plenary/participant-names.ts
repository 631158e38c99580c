import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** The names of everybody who is invited, to choose from while typing in what is said. For organisers and helpers. */
export async function participantNames(db: Db, eventId: Id): Promise<string[]> {
  const rows = await db
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .select('people.name')
    .distinct()
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .orderBy('people.name')
    .execute();
  return rows.map((row) => row.name).filter((name) => name !== '');
}
