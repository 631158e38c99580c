import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface AnnouncementTables {
  announcements: {
    id: Id;
    event_id: Id;
    /** null: for everybody; else it stands at that area first of all. */
    area_id: Id | null;
    /** For this session's people only, on no screen. */
    session_id: Id | null;
    text: string;
    posted_at: Timestamp;
    posted_by: Id | null;
    /** Shown until then. Taking it back sets it to that moment. */
    ends_at: Timestamp;
  };
}
