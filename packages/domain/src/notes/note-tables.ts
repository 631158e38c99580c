import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** When a reminder was sent: by itself at the session's end or days later, or because an organiser asked for it. */
export type ReminderKind = 'ended' | 'days-later' | 'organiser';

export interface NoteTables {
  /** What a session's notes are now. No row: nothing was written, and nobody named to write. */
  notes: {
    session_id: Id;
    event_id: Id;
    /** Markdown. */
    text: string;
    search_text: string;
    /** Lines that say something: neither empty nor headings. 0: there are no notes yet. */
    lines: number;
    /** Counts the updates of the document. */
    version: number;
    /** Another one for every state the document has been in, so that a copy in memory is known to be this one. */
    document: Id;
    /** The number of the newest row in `note_revisions`; 0: none. */
    revision: number;
    updated_at: Timestamp;
    scribe_id: Id | null;
    /** Since when the text is in the archive, and the document closed. */
    frozen_at: Timestamp | null;
    frozen_by: Id | null;
    /** The revision that was the text then. */
    frozen_revision: number | null;
  };
  /** The document (Yjs), as updates to apply in the order of their numbers; earlier ones are merged now and then. */
  note_updates: {
    session_id: Id;
    /** The version of the notes since which it is in them. */
    number: number;
    /** Base64. */
    content: string;
  };
  /** Who wrote when: one for each while in which people wrote, and one for each correction. */
  note_revisions: {
    session_id: Id;
    number: number;
    /** null in the newest: the text of the notes themselves. */
    text: string | null;
    summary: string;
    began_at: Timestamp;
    /** null in the newest: when the notes were updated. */
    ended_at: Timestamp | null;
  };
  note_writers: { session_id: Id; number: number; person_id: Id };
  /** The lines `- [ ] what @who due when` of the text, in its order; always written together with it. */
  action_items: {
    id: Id;
    session_id: Id;
    position: number;
    what: string;
    owner_id: Id | null;
    /** As the line says it; empty: nobody is named. */
    owner_name: string;
    /** A calendar date, `2026-12-01`. */
    due: string | null;
    done: number;
  };
  note_reminders: { session_id: Id; kind: ReminderKind; at: Timestamp };
}
