import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export type RoomStatus = 'free' | 'full' | 'closed';

export interface RoomTables {
  /** What was last said of an area, true until `ends_at`. */
  room_statuses: {
    area_id: Id;
    event_id: Id;
    status: RoomStatus;
    said_at: Timestamp;
    /** null: somebody who stood at its door. */
    said_by: Id | null;
    ends_at: Timestamp;
  };
  /** A session that ended early or goes on longer, of the place it had when that was said. */
  session_ends: {
    session_id: Id;
    event_id: Id;
    starts_at: Timestamp;
    planned_end: Timestamp;
    ends_at: Timestamp;
    said_at: Timestamp;
    said_by: Id | null;
  };
}
