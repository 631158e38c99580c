import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** More than any building holds; a slip of the thumb is refused. */
export const MOST_HEADS = 9999;

/** How many were at a session. */
export interface HeadCount {
  readonly people: number;
  readonly countedAt: Timestamp;
  /** Null when the person is gone. */
  readonly by: string | null;
}

/** From when and until when heads are counted: the session's last quarter, and the rest of the day where it is. */
export function headCountOpen(
  place: { readonly startsAt: Timestamp; readonly endsAt: Timestamp },
  zone: string,
): { readonly from: Timestamp; readonly until: Timestamp } {
  const [start, end] = [Temporal.Instant.from(place.startsAt), Temporal.Instant.from(place.endsAt)];
  const quarter = Math.round((end.epochMilliseconds - start.epochMilliseconds) / 4);
  const midnight = end.toZonedDateTimeISO(zone).add({ days: 1 }).startOfDay();
  return {
    from: timestamp(end.subtract({ milliseconds: quarter })),
    until: timestamp(midnight.toInstant()),
  };
}

export async function headCountOf(db: Db, sessionId: Id): Promise<HeadCount | undefined> {
  return db
    .selectFrom('head_counts')
    .leftJoin('people', 'people.id', 'head_counts.counted_by')
    .select(['head_counts.people', 'counted_at as countedAt', 'people.name as by'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
}
