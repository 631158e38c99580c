import { diffSchedules } from '@plenary/scheduler/diff.ts';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { eventProblem, type EventProblem } from './event-problem.ts';
import { coveredSlots } from './write-draft.ts';

/** A place as people are told of it. */
export interface ToldPlace {
  readonly slotId: Id;
  readonly areaId: Id;
  readonly areaLabel: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

export interface ReleaseChange {
  readonly sessionId: Id;
  readonly headline: string;
  readonly change: 'new' | 'moved' | 'cancelled';
  readonly from: ToldPlace | null;
  readonly to: ToldPlace | null;
}

export interface ComingRelease {
  readonly number: number;
  readonly placements: readonly PlacedSession[];
  readonly changes: readonly ReleaseChange[];
}

/** What a release of the draft would say now: its number, its placements, and what is new, moved or cancelled. */
export async function comingRelease(db: Db, eventId: Id): Promise<ComingRelease> {
  const at = await eventProblem(db, eventId);
  const placements = at.placements.flatMap((placement) => {
    const place = toldPlace(at, placement);
    return place ? [{ sessionId: placement.session, ...place }] : [];
  });
  const latest = await latestRelease(db, eventId);
  const before = latest ? await releasedPlacements(db, latest.id) : [];
  return {
    number: (latest?.number ?? 0) + 1,
    placements,
    changes: changesBetween(before, placements, await headlines(db, eventId)),
  };
}

/** A place of the draft as people would be told of it; undefined when the grid has lost it. */
export function toldPlace(
  at: EventProblem,
  placement: { readonly session: Id; readonly slot: Id; readonly area: Id },
): ToldPlace | undefined {
  const covered = coveredSlots(at, placement);
  const [first, last] = [covered[0], covered.at(-1)].map((id) =>
    at.grid.slots.find((slot) => slot.id === id),
  );
  const area = at.grid.areas.find((one) => one.id === placement.area);
  if (!first || !last || !area) return undefined;
  return {
    slotId: placement.slot,
    areaId: area.id,
    areaLabel: area.label,
    startsAt: first.startsAt,
    endsAt: last.endsAt,
  };
}

export type PlacedSession = ToldPlace & { readonly sessionId: Id };

/** What is new, moved or cancelled from one release to another. */
export function changesBetween(
  before: readonly PlacedSession[],
  after: readonly PlacedSession[],
  names: ReadonlyMap<Id, string>,
): ReleaseChange[] {
  const [old, now] = [byId(before), byId(after)];
  // Times and labels are part of what people were told: a slot that moved moves its sessions.
  const cell = (one: PlacedSession) => ({
    session: one.sessionId,
    slot: `${one.startsAt} ${one.endsAt}`,
    area: one.areaLabel,
  });
  const diff = diffSchedules({ placements: before.map(cell) }, { placements: after.map(cell) });
  const change = (sessionId: Id, kind: ReleaseChange['change']): ReleaseChange => ({
    sessionId,
    headline: names.get(sessionId) ?? '',
    change: kind,
    from: old.get(sessionId) ?? null,
    to: now.get(sessionId) ?? null,
  });
  return [
    ...diff.added.map((one) => change(one.session, 'new')),
    ...diff.moved.map((one) => change(one.session, 'moved')),
    ...diff.removed.map((one) => change(one.session, 'cancelled')),
  ];
}

function byId(placements: readonly PlacedSession[]): Map<Id, PlacedSession> {
  return new Map(placements.map((one) => [one.sessionId, one]));
}

async function headlines(db: Db, eventId: Id): Promise<Map<Id, string>> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'headline'])
    .where('event_id', '=', eventId)
    .execute();
  return new Map(rows.map((row) => [row.id, row.headline]));
}

export async function latestRelease(db: Db, eventId: Id) {
  const [release] = await newestReleaseRow(db, { eventId });
  return release;
}

const newestReleaseRow = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('releases')
    .select(['id', 'number', 'note', 'released_at as releasedAt'])
    .where('event_id', '=', eventId)
    .orderBy('number', 'desc')
    .limit(1),
);

/** What the latest release places; nothing before the first. Two statements. */
export async function latestPlacements(db: Db, eventId: Id): Promise<PlacedSession[]> {
  const latest = await latestRelease(db, eventId);
  return latest ? releasedPlacements(db, latest.id) : [];
}

export async function releasedPlacements(db: Db, releaseId: Id): Promise<PlacedSession[]> {
  return db
    .selectFrom('released_placements')
    .select([
      'session_id as sessionId',
      'slot_id as slotId',
      'area_id as areaId',
      'area_label as areaLabel',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .where('release_id', '=', releaseId)
    .orderBy('starts_at')
    .orderBy('session_id')
    .execute();
}

/** What each release changed, the latest first; numbers and notes with it. */
export async function listReleases(db: Db, eventId: Id) {
  const releases = await db
    .selectFrom('releases')
    .leftJoin('people', 'people.id', 'releases.released_by')
    .select(['releases.id', 'number', 'note', 'released_at as releasedAt', 'people.name as by'])
    .where('event_id', '=', eventId)
    .orderBy('number')
    .execute();
  const rows = await db
    .selectFrom('released_placements')
    .innerJoin('releases', 'releases.id', 'released_placements.release_id')
    .select([
      'release_id as releaseId',
      'session_id as sessionId',
      'slot_id as slotId',
      'area_id as areaId',
      'area_label as areaLabel',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .where('event_id', '=', eventId)
    .orderBy('starts_at')
    .orderBy('session_id')
    .execute();
  const names = await headlines(db, eventId);
  const placements = Map.groupBy(rows, (row) => row.releaseId);
  return releases
    .map((release, index) => {
      const before = placements.get(releases[index - 1]?.id ?? '') ?? [];
      return { ...release, changes: changesBetween(before, placements.get(release.id) ?? [], names) };
    })
    .toReversed();
}
