import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { correctionSummary, notesText } from './notes.ts';
import { requireNotesCorrector } from './notes-policy.ts';
import { notesToWrite, writeText } from './store-notes.ts';
import { unitedNotes } from './unite-notes.ts';

/** Corrects notes that are in the archive: a revision with its author and a word about why. Unites as `saveNotesText`. */
export const correctNotes = defineAction({
  name: 'correct-notes',
  input: z.strictObject({
    ...{ eventId: id, sessionId: id, base: notesText, text: notesText },
    summary: correctionSummary,
  }),
  allow: ({ tx, actor, input }) => requireNotesCorrector(tx, actor, input.eventId, input.sessionId),
  run: async (work): Promise<{ version: number }> => {
    const { eventId, sessionId, base, text, summary } = work.input;
    const notes = await notesToWrite(work, eventId, sessionId);
    if (notes.frozen_at === null)
      throw new DomainError('wrong-state', 'These notes are still being written. Try: write in them.', {
        params: { state: 'open' },
      });
    if (text === base) return { version: notes.version };
    return writeText(work, notes, { text: unitedNotes(base, notes.text, text), summary });
  },
});
