import { mergeUpdates } from 'yjs';
import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';

/** What somebody who has the document up to some version lacks of it. */
export interface DocumentNews {
  /** The version they have when they have applied it. */
  readonly version: number;
  /** null: they have everything. */
  readonly update: Uint8Array | null;
  readonly frozen: boolean;
}

/** The updates of a session's notes after a version, as one; `after: 0` is all of it. Two statements. */
export async function documentNews(db: Db, sessionId: Id, after: number): Promise<DocumentNews> {
  // The row first: an update that comes in between is told twice, which does not matter, and none is left out.
  const row = await db
    .selectFrom('notes')
    .select(['version', 'frozen_at'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('note_updates')
    .select(['number', 'content'])
    .where('session_id', '=', sessionId)
    .where('number', '>', after)
    .orderBy('number')
    .execute();
  const update =
    rows.length === 0 ? null : mergeUpdates(rows.map((one) => Buffer.from(one.content, 'base64')));
  return {
    version: rows.at(-1)?.number ?? row?.version ?? 0,
    update,
    frozen: row?.frozen_at != null,
  };
}
