import { later, timestamp, type Timestamp } from '../kernel/clock.ts';
import type { RoomStatus } from './room-tables.ts';

export const ROOM_STATUSES = ['free', 'full', 'closed'] as const satisfies readonly RoomStatus[];

/** People gather before it begins: a room may be full by then. */
export const GATHERING = { minutes: 15 };
/** What is said of a room when nothing runs. */
const A_WHILE = { minutes: 60 };

export interface Span {
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

/** What runs at a moment, or begins so soon that people gather for it. */
export function runningOrSoon<T extends Span>(spans: readonly T[], now: Timestamp): T | undefined {
  const ahead = spans.filter((span) => span.endsAt > now && span.startsAt <= later(now, GATHERING));
  return ahead.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0];
}

/**
 * Until when a status holds if nobody says another: "free" and "full" until what runs there ends, else
 * the slot, else an hour; "closed" until the end of the day where the event is, or of what runs longer.
 */
export function statusEnds(
  status: RoomStatus,
  { held, slots, zone }: { held: readonly Span[]; slots: readonly Span[]; zone: string },
  now: Timestamp,
): Timestamp {
  const runs = (runningOrSoon(held, now) ?? runningOrSoon(slots, now))?.endsAt;
  if (status !== 'closed') return runs ?? later(now, A_WHILE);
  const midnight = Temporal.Instant.from(now).toZonedDateTimeISO(zone).add({ days: 1 }).startOfDay();
  const end = timestamp(midnight.toInstant());
  return runs && runs > end ? runs : end;
}
