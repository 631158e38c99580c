import type { Transaction } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { strongerLevel } from './interest-level.ts';

/** Gives `into` everybody's interest in `from` as well: per person the higher level, and the help offered to either. */
export async function mergeInterest(tx: Transaction, fromId: Id, intoId: Id): Promise<void> {
  const rows = await tx
    .selectFrom('interest')
    .selectAll()
    .where('session_id', 'in', [fromId, intoId])
    .orderBy('person_id')
    .execute();
  const known = new Map(rows.filter((row) => row.session_id === intoId).map((row) => [row.person_id, row]));
  for (const said of rows.filter((row) => row.session_id === fromId)) {
    const before = known.get(said.person_id);
    const level = before ? strongerLevel(said.level, before.level) : said.level;
    const canHelpLead = Math.max(said.can_help_lead, before?.can_help_lead ?? 0);
    if (before && before.level === level && before.can_help_lead === canHelpLead) continue;
    await tx
      .insertInto('interest')
      .values({ ...said, session_id: intoId, level, can_help_lead: canHelpLead })
      .onConflict((conflict) =>
        conflict.columns(['session_id', 'person_id']).doUpdateSet({ level, can_help_lead: canHelpLead }),
      )
      .execute();
  }
}
