import type { Selectable } from 'kysely';
import { encodeStateAsUpdate, type Doc } from 'yjs';
import type { Transaction } from '../database/db.ts';
import { lockRows } from '../database/lock-rows.ts';
import type { Work } from '../kernel/action.ts';
import { later } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Tables } from '../tables.ts';
import { keepDocument, takeDocument } from './kept-documents.ts';
import { replaceText, requireGoodText, requireWhole, textOf, updateMadeBy } from './note-document.ts';
import { columnsOf } from './notes.ts';
import { storeActionItems } from './store-action-items.ts';

export type NotesRow = Selectable<Tables['notes']>;
type Writing = Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>;

/** A pause this long ends a while of writing: what comes then is another revision. */
const PAUSE = { minutes: -15 };
/** Updates between two merges: so many are read at most to open a document. */
const MERGE_EVERY = 100;

/** The row of a session's notes, this transaction's alone; made when there is none yet. */
export async function notesToWrite(
  { tx, now }: Pick<Writing, 'tx' | 'now'>,
  eventId: Id,
  sessionId: Id,
): Promise<NotesRow> {
  const find = () =>
    lockRows(tx, tx.selectFrom('notes').selectAll().where('session_id', '=', sessionId)).executeTakeFirst();
  const there = await find();
  if (there) return there;
  await tx
    .insertInto('notes')
    .values({
      ...{
        session_id: sessionId,
        event_id: eventId,
        ...columnsOf(''),
        version: 0,
        document: newId(),
        revision: 0,
      },
      ...{ updated_at: now, scribe_id: null, frozen_at: null, frozen_by: null, frozen_revision: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await find();
  if (!made) throw new Error(`The row of notes that was just made is not there: ${sessionId}.`);
  return made;
}

/**
 * Does something to the document of notes and stores what came of it: the update, the text, its action items and who
 * wrote. Refused, with nothing stored, when the text becomes too long or says what no text may.
 */
export async function writeDocument(
  work: Writing,
  notes: NotesRow,
  change: (doc: Doc) => void,
): Promise<{ version: number }> {
  const { tx } = work;
  const doc = await takeDocument(tx, notes);
  const update = updateMadeBy(doc, () => change(doc));
  requireWhole(doc);
  if (!update) {
    keepDocument(notes.document, doc);
    return { version: notes.version };
  }
  const text = textOf(doc, notes.session_id);
  requireGoodText(text);
  const version = notes.version + 1;
  const content = Buffer.from(update).toString('base64');
  await tx
    .insertInto('note_updates')
    .values({ session_id: notes.session_id, number: version, content })
    .execute();
  if (version % MERGE_EVERY === 0) await mergeUpdates(tx, notes.session_id, version, doc);
  const mark = newId();
  await storeText(work, notes, text, { version, document: mark });
  // Of no event: everybody's pages would hear of every letter. Who has these notes open listens for it.
  work.record({
    kind: 'notes.written',
    eventId: null,
    subjectId: notes.session_id,
    audience: 'participants',
  });
  keepDocument(mark, doc);
  return { version };
}

/** Makes notes say `text`: through the document while it is open, and as a revision of its own afterwards. */
export async function writeText(
  work: Writing,
  notes: NotesRow,
  { text, summary }: { text: string; summary: string },
): Promise<{ version: number }> {
  if (notes.frozen_at === null)
    return writeDocument(work, notes, (doc) => replaceText(doc, notes.session_id, text));
  if (text === notes.text) return { version: notes.version };
  requireGoodText(text);
  const version = notes.version + 1;
  await storeText(work, notes, text, { version }, summary);
  work.record({
    kind: 'notes.corrected',
    eventId: notes.event_id,
    subjectId: notes.session_id,
    audience: 'public',
  });
  return { version };
}

async function mergeUpdates(tx: Transaction, sessionId: Id, version: number, doc: Doc): Promise<void> {
  await tx.deleteFrom('note_updates').where('session_id', '=', sessionId).execute();
  const content = Buffer.from(encodeStateAsUpdate(doc)).toString('base64');
  await tx.insertInto('note_updates').values({ session_id: sessionId, number: version, content }).execute();
}

async function storeText(
  work: Writing,
  notes: NotesRow,
  text: string,
  more: { version: number; document?: Id },
  summary?: string,
): Promise<void> {
  const { tx, actor, now, record } = work;
  const revision = await revisionFor(work, notes, summary);
  const columns = columnsOf(text);
  await tx
    .updateTable('notes')
    .set({ ...columns, ...more, revision, updated_at: now })
    .where('session_id', '=', notes.session_id)
    .execute();
  if (actor.kind === 'person')
    await tx
      .insertInto('note_writers')
      .values({ session_id: notes.session_id, number: revision, person_id: actor.personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await storeActionItems(tx, notes, text);
  if (notes.lines === 0 && columns.lines > 0)
    record({
      kind: 'notes.begun',
      eventId: notes.event_id,
      subjectId: notes.session_id,
      audience: 'participants',
    });
}

/** The revision that a text belongs to: the one being written, or a new one after a pause or with a summary. */
async function revisionFor({ tx, now }: Writing, notes: NotesRow, summary?: string): Promise<number> {
  const goesOn = notes.revision > 0 && summary === undefined && notes.updated_at >= later(now, PAUSE);
  if (goesOn) return notes.revision;
  if (notes.revision > 0)
    await tx
      .updateTable('note_revisions')
      .set({ text: notes.text, ended_at: notes.updated_at })
      .where('session_id', '=', notes.session_id)
      .where('number', '=', notes.revision)
      .execute();
  const number = notes.revision + 1;
  await tx
    .insertInto('note_revisions')
    .values({
      session_id: notes.session_id,
      number,
      text: null,
      summary: summary ?? '',
      began_at: now,
      ended_at: null,
    })
    .execute();
  return number;
}
