import type { Transaction } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** Says anew in which slots a session's leads cannot run it. */
export async function writeUnavailableSlots(
  tx: Transaction,
  sessionId: Id,
  slotIds: readonly Id[],
): Promise<void> {
  await tx.deleteFrom('session_unavailable_slots').where('session_id', '=', sessionId).execute();
  const rows = [...new Set(slotIds)].map((slotId) => ({ session_id: sessionId, slot_id: slotId }));
  if (rows.length > 0) await tx.insertInto('session_unavailable_slots').values(rows).execute();
}
