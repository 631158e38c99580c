import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { notesText } from './notes.ts';
import { requireNotesWriter, requireNotFrozen } from './notes-policy.ts';
import { notesToWrite, writeText } from './store-notes.ts';
import { unitedNotes } from './unite-notes.ts';

/**
 * Takes the whole text, from a form that was filled in with `base`. What others wrote meanwhile stays; where both
 * changed the same lines it is refused as stale, with both united (`StaleNotes`) as the subject.
 */
export const saveNotesText = defineAction({
  name: 'save-notes-text',
  input: z.strictObject({ eventId: id, sessionId: id, base: notesText, text: notesText }),
  allow: async ({ tx, actor, input }) => {
    await requireNotesWriter(tx, actor, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ version: number }> => {
    const { eventId, sessionId, base, text } = work.input;
    const notes = await notesToWrite(work, eventId, sessionId);
    requireNotFrozen(notes);
    if (text === base) return { version: notes.version };
    return writeText(work, notes, { text: unitedNotes(base, notes.text, text), summary: '' });
  },
});
