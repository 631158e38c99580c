import type { Doc } from 'yjs';
import type { Transaction } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { openDocument } from './note-document.ts';

/** Documents that are written in now: a letter should not cost reading everything that came before it. */
const MOST_KEPT = 60;

/*
 * Each is kept under the mark of the one state it is in, which is new with every update and stands in the database.
 * So it does not matter that a transaction may be undone, or that another process writes: then nobody asks for it.
 */
const kept = new Map<Id, Doc>();

/** The document of notes in their present state. Whoever takes it alone has it, until `keepDocument`. */
export async function takeDocument(
  tx: Transaction,
  notes: { readonly session_id: Id; readonly document: Id },
): Promise<Doc> {
  const known = kept.get(notes.document);
  if (known) {
    kept.delete(notes.document);
    return known;
  }
  const rows = await tx
    .selectFrom('note_updates')
    .select('content')
    .where('session_id', '=', notes.session_id)
    .orderBy('number')
    .execute();
  return openDocument(
    notes.session_id,
    rows.map((row) => Buffer.from(row.content, 'base64')),
  );
}

/** Keeps a document for the next who takes it. */
export function keepDocument(mark: Id, doc: Doc): void {
  kept.set(mark, doc);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.get(oldest)?.destroy();
    kept.delete(oldest);
  }
}
