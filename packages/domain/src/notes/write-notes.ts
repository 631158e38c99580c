import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { applySent } from './note-document.ts';
import { NOTES_LENGTH, UPDATE_BYTES } from './notes.ts';
import { requireNotesWriter, requireNotFrozen } from './notes-policy.ts';
import { notesToWrite, writeDocument } from './store-notes.ts';

/**
 * Takes an update of the document from somebody who writes live. The same update again changes nothing. Refused, with
 * nothing stored, when it is no update of these notes, makes them too long, or the notes are in the archive.
 */
export const writeNotes = defineAction({
  name: 'write-notes',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    update: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireNotesWriter(tx, actor, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ version: number }> => {
    const { eventId, sessionId, update } = work.input;
    if (update.byteLength > UPDATE_BYTES)
      throw wrongField('update', 'too-long', 'This is too much at once for notes. Try: paste less.', {
        max: NOTES_LENGTH,
      });
    const notes = await notesToWrite(work, eventId, sessionId);
    requireNotFrozen(notes);
    return writeDocument(work, notes, (doc) => applySent(doc, sessionId, update));
  },
});
