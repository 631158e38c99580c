import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface SessionTables {
  sessions: {
    id: Id;
    event_id: Id;
    headline: string;
    /** Markdown: the problem, how people can contribute, what to prepare. */
    problem: string;
    contribution: string;
    preparation: string;
    topic: string;
    /** In slots, 1 to 3. */
    length: number;
    /** JSON array of features an area must have. */
    needs: string;
    /** 1: an idea looking for a lead. */
    wants_lead: number;
    /** The day it is wanted on; null: any. */
    day_id: Id | null;
    proposed_by: Id | null;
    proposed_at: Timestamp;
    updated_at: Timestamp;
    withdrawn_at: Timestamp | null;
    withdrawn_by: Id | null;
    /** The session this one was merged into; its address leads there. */
    merged_into: Id | null;
    /** The project it is about, if it was proposed from one. */
    project_id: Generated<Id | null>;
    version: Generated<number>;
  };
  session_leads: {
    id: Id;
    session_id: Id;
    /** null: named only, no account yet. */
    person_id: Id | null;
    name: string;
    position: number;
  };
  /** Slots in which a session's leads cannot run it. */
  session_unavailable_slots: { session_id: Id; slot_id: Id };
}
