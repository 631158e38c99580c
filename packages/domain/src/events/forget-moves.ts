import type { Transaction } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/**
 * Cuts the history that organisers undo where something in it is gone: a slot, an area, a session
 * that lost its place other than by a move. Moves are undone in reverse, so the ones before it go
 * too; what was done since stays. The caller has taken the event's turn.
 */
export async function forgetMoves(tx: Transaction, eventId: Id, gone: readonly Id[]): Promise<void> {
  if (gone.length === 0) return;
  const moves = await tx
    .selectFrom('draft_moves')
    .select(['version', 'before', 'after'])
    .where('event_id', '=', eventId)
    .where('undone_at', 'is', null)
    .orderBy('version', 'desc')
    .execute();
  const last = moves.find(({ before, after }) =>
    gone.some((id) => before.includes(id) || after.includes(id)),
  );
  if (!last) return;
  await tx
    .deleteFrom('draft_moves')
    .where('event_id', '=', eventId)
    .where('undone_at', 'is', null)
    .where('version', '<=', last.version)
    .execute();
}
