import { standingAnnouncements, type Announcement } from '../announcements/announcement-queries.ts';
import type { Db } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { later, timestamp, type Clock, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { publishedSchedule, type PublishedSchedule } from '../schedule/published-schedule.ts';
import { readRooms, type Rooms } from '../rooms/room-queries.ts';
import { listReleases, type ReleaseChange } from '../schedule/release-changes.ts';

/** How long a change of the schedule stands on the screens. */
const CHANGES_FOR = { minutes: 30 };

/** Everything a screen shows, for the whole event: it must go on without a network for hours. */
export interface Wall {
  readonly event: { readonly id: Id; readonly slug: string; readonly name: string; readonly zone: string };
  readonly schedule: PublishedSchedule;
  readonly announcements: readonly Announcement[];
  /** What was said of areas, and of sessions that ended early or go on. */
  readonly rooms: Rooms;
  /** What later releases changed within the last half hour, the newest first; each session once. */
  readonly changes: readonly (ReleaseChange & { readonly releasedAt: Timestamp })[];
  readonly now: Timestamp;
}

export async function readWall({ db, clock }: { db: Db; clock: Clock }, eventId: Id): Promise<Wall> {
  const now = timestamp(clock.now());
  const { id, slug, name, zone } = await eventOrThrow(db, eventId);
  const schedule = await publishedSchedule(db, eventId);
  const since = later(now, { minutes: -CHANGES_FOR.minutes });
  const isRecent = schedule.release !== null && schedule.release.releasedAt > since;
  return {
    event: { id, slug, name, zone },
    schedule,
    announcements: await standingAnnouncements(db, eventId, now),
    rooms: await readRooms(db, eventId, now),
    changes: isRecent ? await recentChanges(db, eventId, since) : [],
    now,
  };
}

async function recentChanges(db: Db, eventId: Id, since: Timestamp): Promise<Wall['changes']> {
  const releases = await listReleases(db, eventId);
  const changes = releases
    .filter((release) => release.releasedAt > since && release.number > 1) // the first one changes nothing
    .flatMap(({ releasedAt, changes: told }) => told.map((change) => ({ ...change, releasedAt })));
  return [...new Map(changes.toReversed().map((change) => [change.sessionId, change])).values()].toReversed();
}
