import type { Id } from '../kernel/ids.ts';
import type { Transaction } from './db.ts';

/**
 * Waits until this transaction is the only one that decides something about `eventId`: places
 * (never a 51st for 50) and the draft grid (never two sessions in one cell, never a lead in two
 * places). Updating the event's row in `turns` takes PostgreSQL's row lock; on SQLite the
 * transaction already began as `immediate` and is alone.
 */
export async function takeTurn(tx: Transaction, eventId: Id): Promise<void> {
  await tx
    .updateTable('turns')
    .set((row) => ({ taken: row('taken', '+', 1) }))
    .where('event_id', '=', eventId)
    .execute();
}
