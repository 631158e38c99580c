import * as Y from 'yjs';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { readInput } from '../kernel/read-input.ts';
import { z } from 'zod';
import { matches } from '../text/difference.ts';
import { notesText } from './notes.ts';

/*
 * The document that several people write at once: Yjs, after Nicolaescu, Jahns, Derntl and Klamma, "Near Real-Time
 * Peer-to-Peer Shared Editing on Extensible Data Types" (2016). Its one text is named after the session, so that
 * an update of another session's notes is known as such.
 */

/** The document of a session's notes, made of its updates. */
export function openDocument(sessionId: Id, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getText(sessionId);
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

export function textOf(doc: Y.Doc, sessionId: Id): string {
  return doc.getText(sessionId).toString();
}

/**
 * Does something to a document and returns it as one update; null when it changed nothing. After an error the
 * document is of no use any more.
 */
export function updateMadeBy(doc: Y.Doc, change: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', collect);
  doc.transact(change);
  doc.off('update', collect);
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}

/** Applies what somebody sent. Refused when it is not an update of this document's text, or lacks what it builds on. */
export function applySent(doc: Y.Doc, sessionId: Id, update: Uint8Array): void {
  let onlyText: boolean;
  try {
    onlyText = Y.decodeUpdate(update).structs.every((struct) => writesText(struct, sessionId));
    if (onlyText) Y.applyUpdate(doc, update);
  } catch {
    throw notAnUpdate();
  }
  if (!onlyText || [...doc.share.keys()].some((name) => name !== sessionId)) throw notAnUpdate();
}

/** Refuses a document that waits for something it never got. */
export function requireWhole(doc: Y.Doc): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new DomainError(
      'invalid-input',
      'This change builds on others that the server does not have. Try: load the page again.',
      { fields: [{ path: 'update', code: 'wrong-type', params: {} }] },
    );
}

/** Refuses a text that is too long or has characters that mislead; `text` is the field that is named. */
export function requireGoodText(source: string): void {
  readInput(z.strictObject({ text: notesText }), { text: source });
}

/** Makes the document say `next`, touching only the words that differ: cursors of others stay where they are. */
export function replaceText(doc: Y.Doc, sessionId: Id, next: string): void {
  const text = doc.getText(sessionId);
  const [before, after] = [wordsOf(text.toString()), wordsOf(next)];
  const end = { before: before.length, after: after.length, length: 0 };
  let [x, y, at] = [0, 0, 0];
  for (const match of [...matches(before, after), end]) {
    const removed = before.slice(x, match.before).join('').length;
    const added = after.slice(y, match.after).join('');
    if (removed > 0) text.delete(at, removed);
    if (added !== '') text.insert(at, added);
    at += added.length + before.slice(match.before, match.before + match.length).join('').length;
    [x, y] = [match.before + match.length, match.after + match.length];
  }
}

function wordsOf(source: string): string[] {
  return source.match(/\n|[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\n]/gu) ?? [];
}

function writesText(struct: Y.Item | Y.GC | Y.Skip, sessionId: Id): boolean {
  if (!(struct instanceof Y.Item)) return true; // what was removed again
  const plain = struct.content instanceof Y.ContentString || struct.content instanceof Y.ContentDeleted;
  return (
    plain && struct.parentSub === null && (typeof struct.parent !== 'string' || struct.parent === sessionId)
  );
}

function notAnUpdate(): DomainError {
  return new DomainError(
    'invalid-input',
    'What was sent is not a change of these notes. Try: load the page again; your text is kept in the browser.',
    { fields: [{ path: 'update', code: 'wrong-type', params: {} }] },
  );
}
