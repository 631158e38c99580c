import type { Db } from '../database/db.ts';
import { myInterest } from '../interest/interest-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { agendaOf, type AgendaEntry, type ReleasedPlace } from './agenda.ts';

/** The latest release of an event: the only schedule that anybody but organisers ever sees. */
export interface LatestRelease {
  readonly id: Id;
  readonly number: number;
  readonly releasedAt: Timestamp;
}

export interface Agenda {
  /** null: no schedule has been released yet. */
  readonly release: LatestRelease | null;
  readonly entries: readonly AgendaEntry[];
}

/** One person's agenda at one event. Five statements. */
export async function myAgenda(db: Db, eventId: Id, personId: Id): Promise<Agenda> {
  const release = await latestRelease(db, eventId);
  if (!release) return { release: null, entries: [] };
  const places = await placesOf(db, release.id);
  const mine = await myInterest(db, eventId, personId);
  const absences = await db
    .selectFrom('absences')
    .innerJoin('slots', 'slots.id', 'absences.slot_id')
    .select(['starts_at as startsAt', 'ends_at as endsAt'])
    .where('absences.event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  return { release, entries: agendaOf(places, mine, absences) };
}

/** Where the latest release puts each session of an event. Two statements. */
export async function releasedPlaces(db: Db, eventId: Id): Promise<ReadonlyMap<Id, ReleasedPlace>> {
  const release = await latestRelease(db, eventId);
  const places = release ? await placesOf(db, release.id) : [];
  return new Map(places.map((place) => [place.sessionId, place]));
}

async function latestRelease(db: Db, eventId: Id): Promise<LatestRelease | null> {
  const row = await db
    .selectFrom('releases')
    .select(['id', 'number', 'released_at as releasedAt'])
    .where('event_id', '=', eventId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function placesOf(db: Db, releaseId: Id): Promise<ReleasedPlace[]> {
  const rows = await db
    .selectFrom('released_placements')
    .innerJoin('sessions', 'sessions.id', 'released_placements.session_id')
    .select([
      'session_id',
      'headline',
      'area_id',
      'area_label',
      'slot_id',
      'starts_at',
      'ends_at',
      'withdrawn_at',
      'merged_into',
    ])
    .where('release_id', '=', releaseId)
    .orderBy('starts_at')
    .orderBy('session_id')
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    headline: row.headline,
    areaId: row.area_id,
    areaLabel: row.area_label,
    slotId: row.slot_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    cancelled: row.withdrawn_at !== null || row.merged_into !== null,
  }));
}
