import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { MoveKind } from './write-draft.ts';

export interface DraftMove {
  readonly kind: Exclude<MoveKind, 'undo'>;
  readonly at: Timestamp;
  /** Null when the product itself did it, or the person is gone. */
  readonly by: string | null;
  readonly byPersonId: Id | null;
  /** The sessions it touched, the one that was meant first. */
  readonly sessions: readonly Id[];
}

/** The latest changes of the draft that are not undone, newest first; undoing takes back the first. */
export async function recentDraftMoves(db: Db, eventId: Id, atMost: number): Promise<DraftMove[]> {
  const rows = await db
    .selectFrom('draft_moves')
    .leftJoin('people', 'people.id', 'draft_moves.by_person_id')
    .select(['kind', 'at', 'after', 'people.name as by', 'draft_moves.by_person_id as byPersonId'])
    .where('event_id', '=', eventId)
    .where('undone_at', 'is', null)
    .orderBy('version', 'desc')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({
    kind: row.kind as DraftMove['kind'], // write-draft.ts remembers no undo
    at: row.at,
    by: row.by,
    byPersonId: row.byPersonId,
    sessions: (JSON.parse(row.after) as readonly { readonly session: Id }[]).map((one) => one.session), // likewise
  }));
}
