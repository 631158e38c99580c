import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface NotesRevision {
  readonly number: number;
  /** Empty while the notes were open: then several people wrote at once. */
  readonly summary: string;
  readonly beganAt: Timestamp;
  readonly endedAt: Timestamp;
  readonly writers: readonly string[];
}

/** Who wrote when, newest first. Two statements; no text is read. */
export async function notesHistory(db: Db, sessionId: Id): Promise<NotesRevision[]> {
  const rows = await revisionRows(db, sessionId).orderBy('number', 'desc').execute();
  const writers = await writersOf(db, sessionId);
  return rows.map((row) => ({ ...row, writers: writers.get(row.number) ?? [] }));
}

/** A revision with its text and the text before it; undefined when there is none of that number. Two statements. */
export async function findNotesRevision(
  db: Db,
  sessionId: Id,
  number: number,
): Promise<{ revision: NotesRevision; text: string; before: string } | undefined> {
  const rows = await revisionRows(db, sessionId)
    .select((e) => e.fn.coalesce('note_revisions.text', 'notes.text').as('text'))
    .where('number', 'in', [number, number - 1])
    .orderBy('number', 'desc')
    .execute();
  const [found, before] = rows;
  if (found?.number !== number) return undefined;
  const { text, ...revision } = found;
  const writers = (await writersOf(db, sessionId)).get(number) ?? [];
  return { revision: { ...revision, writers }, text, before: before?.text ?? '' };
}

function revisionRows(db: Db, sessionId: Id) {
  return db
    .selectFrom('note_revisions')
    .innerJoin('notes', 'notes.session_id', 'note_revisions.session_id')
    .select(['number', 'summary', 'began_at as beganAt'])
    .select((e) => e.fn.coalesce('ended_at', 'notes.updated_at').as('endedAt'))
    .where('note_revisions.session_id', '=', sessionId);
}

async function writersOf(db: Db, sessionId: Id): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('note_writers')
    .innerJoin('people', 'people.id', 'person_id')
    .select(['number', 'name'])
    .where('session_id', '=', sessionId)
    .orderBy('name')
    .execute();
  const writers = new Map<number, string[]>();
  for (const { number, name } of rows) writers.set(number, [...(writers.get(number) ?? []), name]);
  return writers;
}
