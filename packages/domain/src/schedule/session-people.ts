import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** Somebody who is written to, in their language. */
export interface Addressee {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
}

/** Who leads, must or wants these sessions, by session; those who said so and do not come any more are left out. Two statements. */
export async function sessionPeople(
  db: Db,
  eventId: Id,
  sessionIds: readonly Id[],
): Promise<(Addressee & { readonly session_id: Id })[]> {
  if (sessionIds.length === 0) return [];
  const columns = ['people.id', 'people.name', 'people.email', 'people.locale'] as const;
  const wanting = await db
    .selectFrom('interest')
    .innerJoin('people', 'people.id', 'interest.person_id')
    .innerJoin('invitations', (join) =>
      join.onRef('invitations.person_id', '=', 'people.id').on('invitations.event_id', '=', eventId),
    )
    .select([...columns, 'interest.session_id'])
    .where('interest.session_id', 'in', sessionIds)
    .where('level', 'in', ['want', 'must'])
    .where('invitations.state', 'in', ['invited', 'confirmed', 'attended'])
    .execute();
  const leading = await db
    .selectFrom('session_leads')
    .innerJoin('people', 'people.id', 'session_leads.person_id')
    .select([...columns, 'session_leads.session_id'])
    .where('session_leads.session_id', 'in', sessionIds)
    .execute();
  return [...leading, ...wanting];
}
