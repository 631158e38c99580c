import type { Generated } from 'kysely';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export type PlenaryStep = 'write' | 'pitch' | 'merge' | 'place' | 'publish';
export type PitchState = 'waiting' | 'pitched' | 'skipped';

export interface PlenaryTables {
  /** One a day; at most one of an event is open. */
  plenaries: {
    id: Id;
    event_id: Id;
    day_id: Id;
    step: PlenaryStep;
    write_minutes: number;
    pitch_minutes: number;
    /** A clock that runs has its end; one that is paused has what is left, in milliseconds; else neither. */
    runs_until: Timestamp | null;
    left_ms: number | null;
    /** The session that is being pitched. */
    current_id: Id | null;
    pitch_until: Timestamp | null;
    pitch_left_ms: number | null;
    /** 1: leads place their own sessions from the phone. */
    leads_place: Generated<number>;
    opened_at: Timestamp;
    opened_by: Id | null;
    closed_at: Timestamp | null;
  };
  /** What was said of a session in a plenary; a session without a row waits in the order of proposal. */
  pitches: {
    plenary_id: Id;
    session_id: Id;
    state: Generated<PitchState>;
    /** In the queue; null: behind those that have one. */
    position: number | null;
    /** Hands that somebody counted in the room. */
    counted: number | null;
  };
  /** Two sessions that might become one; done when a lead of each has agreed. */
  merge_offers: {
    id: Id;
    event_id: Id;
    from_id: Id;
    into_id: Id;
    from_agreed_at: Timestamp | null;
    into_agreed_at: Timestamp | null;
    declined_at: Timestamp | null;
    made_at: Timestamp;
  };
  /** A cell that somebody is looking at while placing, so that nobody else takes it meanwhile. */
  cell_holds: { slot_id: Id; area_id: Id; session_id: Id; person_id: Id; until: Timestamp };
}
