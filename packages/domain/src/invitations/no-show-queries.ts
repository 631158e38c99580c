import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** How often each of these people had confirmed and did not come, at any event of the site; those who always came are not in it. One query. */
export async function noShowsOf(db: Db, personIds: readonly Id[]): Promise<Map<Id, number>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('invitations')
    .select((e) => ['person_id', e.fn.countAll<number>().as('times')])
    .where('person_id', 'in', personIds)
    .where('state', '=', 'no-show')
    .groupBy('person_id')
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.times]));
}
