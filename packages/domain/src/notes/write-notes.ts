import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { applySent } from './note-document.ts';
import { UPDATE_BYTES } from './notes.ts';
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
    update: z
      .custom<Uint8Array>((value) => value instanceof Uint8Array)
      .refine((update) => update.byteLength <= UPDATE_BYTES, { params: { code: 'too-large' } }),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireNotesWriter(tx, actor, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ version: number }> => {
    const { eventId, sessionId, update } = work.input;
    const notes = await notesToWrite(work, eventId, sessionId);
    requireNotFrozen(notes);
    return writeDocument(work, notes, (doc) => applySent(doc, sessionId, update));
  },
});
