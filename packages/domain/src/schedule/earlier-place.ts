import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** Where people were told that a session is, before the release that moved it or took it off. */
export interface EarlierPlace {
  readonly areaLabel: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  /** When the release came out that it is not there any more. */
  readonly leftAt: Timestamp;
}

/** The place before the present one; undefined when it has always been where it is. One query. */
export async function earlierPlace(db: Db, eventId: Id, sessionId: Id): Promise<EarlierPlace | undefined> {
  const told = await db
    .selectFrom('releases')
    .leftJoin('released_placements', (join) =>
      join
        .onRef('released_placements.release_id', '=', 'releases.id')
        .on('released_placements.session_id', '=', sessionId),
    )
    .select(['releases.released_at', 'area_label', 'starts_at', 'ends_at'])
    .where('releases.event_id', '=', eventId)
    .orderBy('releases.number', 'desc')
    .execute();
  const [latest] = told;
  const earlier = told.findIndex(
    (one) =>
      one.starts_at !== null &&
      !(one.starts_at === latest?.starts_at && one.area_label === latest.area_label),
  );
  const [place, left] = [told[earlier], told[earlier - 1]];
  if (!left || !place?.area_label || !place.starts_at || !place.ends_at) return undefined;
  return {
    areaLabel: place.area_label,
    startsAt: place.starts_at,
    endsAt: place.ends_at,
    leftAt: left.released_at,
  };
}
