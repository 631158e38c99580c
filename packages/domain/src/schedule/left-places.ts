import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** Where people were told that a session is, before the release that moved it or took it off. */
export interface LeftPlace {
  readonly sessionId: Id;
  readonly headline: string;
  readonly areaId: Id;
  readonly areaLabel: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  /** When the release came out that it is not there any more. */
  readonly leftAt: Timestamp;
}

/** Who read the schedule of a day on the evening before may still come to where a session was. */
const REMEMBERED = { hours: -24 };

/** The place of a session before the present one; undefined when it has always been where it is. One query. */
export async function earlierPlace(db: Db, eventId: Id, sessionId: Id): Promise<LeftPlace | undefined> {
  return leftRows(db, eventId).where('told.session_id', '=', sessionId).limit(1).executeTakeFirst();
}

/** The places of an event where somebody may look for a session in vain: those left within a day of its start. One query. */
export async function rememberedPlaces(db: Db, eventId: Id): Promise<LeftPlace[]> {
  const left = await allRows(db, { eventId });
  return left.filter((place) => place.leftAt > later(place.startsAt, REMEMBERED));
}

const allRows = prepared((db, { eventId }: { eventId: Id }) => leftRows(db, eventId));

/** Every place that the newest release does not have any more, the one left last first. */
function leftRows(db: Db, eventId: Id) {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('released_placements')
        .innerJoin('releases', 'releases.id', 'released_placements.release_id')
        .select(['session_id', 'area_label', 'starts_at'])
        .select((r) => [
          r.fn.max('area_id').as('area_id'),
          r.fn.max('ends_at').as('ends_at'),
          r.fn.max('number').as('last_number'),
        ])
        .where('event_id', '=', eventId)
        // As people were told: a slot or an area made anew with the same time and label is the same place.
        .groupBy(['session_id', 'area_label', 'starts_at'])
        .as('told'),
    )
    .innerJoin('releases as after', (join) =>
      join.on('after.event_id', '=', eventId).on('after.number', '=', sql<number>`told.last_number + 1`),
    )
    .innerJoin('sessions', 'sessions.id', 'told.session_id')
    .select([
      'told.session_id as sessionId',
      'headline',
      'told.area_id as areaId',
      'told.area_label as areaLabel',
      'told.starts_at as startsAt',
      'told.ends_at as endsAt',
      'after.released_at as leftAt',
    ])
    .orderBy('told.last_number', 'desc')
    .orderBy('told.session_id');
}
