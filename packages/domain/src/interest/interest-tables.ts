import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export type InterestLevel = 'none' | 'maybe' | 'want' | 'must';

export interface InterestTables {
  /** What one person said about one session. No row: not answered yet. */
  interest: {
    session_id: Id;
    person_id: Id;
    event_id: Id;
    level: InterestLevel;
    can_help_lead: number;
    said_at: Timestamp;
  };
  /** Slots that a person misses. */
  absences: { event_id: Id; person_id: Id; slot_id: Id };
}
