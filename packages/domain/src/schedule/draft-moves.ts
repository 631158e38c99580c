import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { MoveKind } from './write-draft.ts';

export interface DraftMove<Kind = MoveKind> {
  readonly kind: Kind;
  /** The draft's version that it made. */
  readonly version: number;
  readonly at: Timestamp;
  /** Null when the product itself did it, or the person is gone. */
  readonly by: string | null;
  readonly byPersonId: Id | null;
  /** The sessions it touched, the one that was meant first. */
  readonly sessions: readonly Id[];
}

/** A change of the draft that can still be undone. */
export type UndoableMove = DraftMove<Exclude<MoveKind, 'undo'>>;

/** What undoing would take back, one after the other, newest first. */
export async function undoableMoves(db: Db, eventId: Id, atMost: number): Promise<UndoableMove[]> {
  const rows = await movesOf(db, eventId, atMost).where('undone_at', 'is', null).execute();
  return rows.map((row) => ({ ...moveOf(row), kind: row.kind as UndoableMove['kind'] })); // an undo is never undone: write-draft.ts
}

/** What was done to the draft as it happened, newest first: also what was undone since, and the undoing. */
export async function latestMoves(db: Db, eventId: Id, atMost: number): Promise<DraftMove[]> {
  return (await movesOf(db, eventId, atMost).execute()).map(moveOf);
}

function movesOf(db: Db, eventId: Id, atMost: number) {
  return db
    .selectFrom('draft_moves')
    .leftJoin('people', 'people.id', 'draft_moves.by_person_id')
    .select(['kind', 'version', 'at', 'after', 'people.name as by', 'by_person_id as byPersonId'])
    .where('event_id', '=', eventId)
    .orderBy('version', 'desc')
    .limit(atMost);
}

type Row = Awaited<ReturnType<ReturnType<typeof movesOf>['execute']>>[number];

function moveOf({ kind, version, at, after, by, byPersonId }: Row): DraftMove {
  const sessions = JSON.parse(after) as readonly { readonly session: Id }[]; // written by write-draft.ts
  return {
    kind: kind as MoveKind, // likewise
    version,
    at,
    by,
    byPersonId,
    sessions: sessions.map((one) => one.session),
  };
}
