import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import { eventGrid } from '../events/event-queries.ts';
import type { GridArea, GridDay, GridSlot } from '../events/grid.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { leadsByEvent } from '../sessions/session-queries.ts';
import { rememberedPlaces, type LeftPlace } from './left-places.ts';
import { latestRelease } from './release-changes.ts';

export interface PublishedSession {
  readonly id: Id;
  readonly headline: string;
  readonly topic: string;
  readonly leads: readonly string[];
  readonly slotId: Id;
  readonly areaId: Id;
  readonly areaLabel: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  /** Withdrawn or merged since the release; still shown, struck out. */
  readonly cancelled: boolean;
}

/** A place that a session has left, and where it is instead; null when it has no place any more. */
export interface LeftSession extends LeftPlace {
  readonly now: Pick<PublishedSession, 'areaLabel' | 'startsAt'> | null;
}

export interface PublishedSchedule {
  readonly release: { readonly number: number; readonly note: string; readonly releasedAt: Timestamp } | null;
  readonly days: readonly GridDay[];
  readonly slots: readonly GridSlot[];
  readonly areas: readonly GridArea[];
  readonly sessions: readonly PublishedSession[];
  /** Where people may still look for a session that is not there any more. */
  readonly left: readonly LeftSession[];
}

/** The latest release as everybody may see it; never the draft. A fixed number of queries. */
export async function publishedSchedule(db: Db, eventId: Id): Promise<PublishedSchedule> {
  const { days, slots, areas } = await eventGrid(db, eventId);
  const release = await latestRelease(db, eventId);
  if (!release) return { release: null, days, slots, areas, sessions: [], left: [] };
  const rows = await publishedRows(db, { releaseId: release.id });
  const leads = await leadsByEvent(db, eventId);
  const placed = new Map(rows.map((row) => [row.id, { areaLabel: row.areaLabel, startsAt: row.startsAt }]));
  const left = otherCells(rows, await rememberedPlaces(db, eventId));
  return {
    release: { number: release.number, note: release.note, releasedAt: release.releasedAt },
    days,
    slots,
    areas,
    sessions: rows.map(({ withdrawn_at: withdrawn, merged_into: merged, ...row }) => ({
      ...row,
      leads: (leads.get(row.id) ?? []).map((lead) => lead.name),
      cancelled: withdrawn !== null || merged !== null,
    })),
    left: left.map((place) => ({ ...place, now: placed.get(place.sessionId) ?? null })),
  };
}

/** Without places that only got another label: nobody looks for a session where it is. */
function otherCells(
  placed: readonly { readonly id: Id; readonly areaId: Id; readonly startsAt: Timestamp }[],
  left: readonly LeftPlace[],
): LeftPlace[] {
  const known = new Set(placed.map((one) => `${one.id} ${one.areaId} ${one.startsAt}`));
  return left.filter((place) => {
    const cell = `${place.sessionId} ${place.areaId} ${place.startsAt}`;
    const isNew = !known.has(cell);
    known.add(cell);
    return isNew;
  });
}

const publishedRows = prepared((db, { releaseId }: { releaseId: Id }) =>
  db
    .selectFrom('released_placements')
    .innerJoin('sessions', 'sessions.id', 'released_placements.session_id')
    .select([
      'sessions.id',
      'headline',
      'topic',
      'slot_id as slotId',
      'area_id as areaId',
      'area_label as areaLabel',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'withdrawn_at',
      'merged_into',
    ])
    .where('release_id', '=', releaseId)
    .orderBy('starts_at')
    .orderBy('sessions.id'),
);
