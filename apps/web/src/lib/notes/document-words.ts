import type { DocumentWords } from '@plenary/domain/notes/notes-document.ts';
import { m } from '#lib/paraglide/messages.js';

/** What notes to mail say around what was written, in the reader's language. */
export function documentWords(event: string): DocumentWords {
  return {
    title: m.notes_export_title({ event }),
    decisions: m.notes_decisions(),
    actionItems: m.notes_items(),
    notes: m.notes_title(),
    due: m.notes_export_due(),
  };
}
