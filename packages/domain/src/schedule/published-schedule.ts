import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import { eventGrid } from '../events/event-queries.ts';
import type { GridArea, GridDay, GridSlot } from '../events/grid.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { leadsByEvent } from '../sessions/session-queries.ts';
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

export interface PublishedSchedule {
  readonly release: { readonly number: number; readonly note: string; readonly releasedAt: Timestamp } | null;
  readonly days: readonly GridDay[];
  readonly slots: readonly GridSlot[];
  readonly areas: readonly GridArea[];
  readonly sessions: readonly PublishedSession[];
}

/** The latest release as everybody may see it; never the draft. A fixed number of queries. */
export async function publishedSchedule(db: Db, eventId: Id): Promise<PublishedSchedule> {
  const { days, slots, areas } = await eventGrid(db, eventId);
  const release = await latestRelease(db, eventId);
  if (!release) return { release: null, days, slots, areas, sessions: [] };
  const rows = await publishedRows(db, { releaseId: release.id });
  const leads = await leadsByEvent(db, eventId);
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
  };
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
