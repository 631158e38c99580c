import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface AgendaTables {
  /** What calendars were told of a session, so that SEQUENCE and DTSTAMP change only when it does. */
  calendar_entries: {
    session_id: Id;
    event_id: Id;
    sequence: number;
    changed_at: Timestamp;
    status: 'confirmed' | 'cancelled';
    headline: string;
    area_label: string;
    starts_at: Timestamp;
    ends_at: Timestamp;
  };
}
