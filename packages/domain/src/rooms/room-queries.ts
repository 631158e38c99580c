import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { RoomStatus } from './room-tables.ts';

export interface SaidRoomStatus {
  readonly areaId: Id;
  readonly status: RoomStatus;
  readonly saidAt: Timestamp;
  readonly endsAt: Timestamp;
}

export interface SaidSessionEnd {
  readonly sessionId: Id;
  readonly startsAt: Timestamp;
  readonly plannedEnd: Timestamp;
  readonly endsAt: Timestamp;
  readonly saidAt: Timestamp;
}

/** What is true at the doors, beyond the schedule. */
export interface Rooms {
  readonly statuses: readonly SaidRoomStatus[];
  /** Of sessions that ended early or go on longer, until both ends are past. */
  readonly ends: readonly SaidSessionEnd[];
}

/** What was said of areas and sessions and holds at this moment. Two statements. */
export async function readRooms(db: Db, eventId: Id, now: Timestamp): Promise<Rooms> {
  const statuses = await statusRows(db, { eventId, now });
  const ends = await endRows(db, { eventId, now });
  return { statuses, ends: ends.filter((one) => one.endsAt !== one.plannedEnd) };
}

const statusRows = prepared((db, { eventId, now }: { eventId: Id; now: Timestamp }) =>
  db
    .selectFrom('room_statuses')
    .select(['area_id as areaId', 'status', 'said_at as saidAt', 'ends_at as endsAt'])
    .where('event_id', '=', eventId)
    .where('ends_at', '>', now)
    .orderBy('area_id'),
);

const endRows = prepared((db, { eventId, now }: { eventId: Id; now: Timestamp }) =>
  db
    .selectFrom('session_ends')
    .select(['session_id as sessionId', 'starts_at as startsAt', 'planned_end as plannedEnd'])
    .select(['ends_at as endsAt', 'said_at as saidAt'])
    .where('event_id', '=', eventId)
    .where((e) => e.or([e('ends_at', '>', now), e('planned_end', '>', now)]))
    .orderBy('session_id'),
);
