import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Objective, Strength } from './preferences.ts';

export interface ScheduleTables {
  /** What decides between schedules that place and serve the same; without a row nothing does. */
  schedule_preferences: {
    event_id: Id;
    stability: Strength;
    fairness: Strength;
    fit: Strength;
    spread: Strength;
    area_changes: Strength;
    /** What counts most after all that can be placed. */
    objective: Generated<Objective>;
  };
  /** The draft grid: where each placed session starts. */
  placements: {
    session_id: Id;
    event_id: Id;
    slot_id: Id;
    area_id: Id;
    pinned_at: Timestamp | null;
    pinned_by: Id | null;
  };
  /** Every cell a placement covers; its key keeps a cell for one session. */
  placement_cells: { slot_id: Id; area_id: Id; session_id: Id };
  /** Counts up with every change of the draft. */
  drafts: { event_id: Id; version: Generated<number> };
  /** What was done to the draft, so that it can be undone and others hear of it. Grid changes forget what they made impossible. */
  draft_moves: {
    id: Id;
    event_id: Id;
    /** The draft's version after the change; they are undone in reverse. */
    version: number;
    kind: string;
    /** JSON: the placements touched, as they were and as they became. */
    before: string;
    after: string;
    at: Timestamp;
    by_person_id: Id | null;
    undone_at: Timestamp | null;
  };
  releases: {
    id: Id;
    event_id: Id;
    number: number;
    note: string;
    released_at: Timestamp;
    released_by: Id | null;
  };
  released_placements: {
    release_id: Id;
    session_id: Id;
    slot_id: Id;
    area_id: Id;
    area_label: string;
    starts_at: Timestamp;
    ends_at: Timestamp;
  };
  /** How many were there, as its lead or a helper counted. */
  head_counts: { session_id: Id; people: number; counted_at: Timestamp; counted_by: Id | null };
}
