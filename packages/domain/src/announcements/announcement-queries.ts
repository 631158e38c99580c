import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface Announcement {
  readonly id: Id;
  readonly text: string;
  readonly postedAt: Timestamp;
  readonly endsAt: Timestamp;
  readonly areaId: Id | null;
  readonly areaLabel: string | null;
}

/** What is announced at this moment, the newest first. One statement: every page of an event asks. */
export function standingAnnouncements(db: Db, eventId: Id, now: Timestamp): Promise<Announcement[]> {
  return standingRows(db, { eventId, now });
}

const standingRows = prepared((db, { eventId, now }: { eventId: Id; now: Timestamp }) =>
  db
    .selectFrom('announcements')
    .leftJoin('areas', 'areas.id', 'announcements.area_id')
    .select(['announcements.id', 'text', 'posted_at as postedAt', 'ends_at as endsAt'])
    .select(['area_id as areaId', 'areas.label as areaLabel'])
    .where('announcements.event_id', '=', eventId)
    .where('ends_at', '>', now)
    .orderBy('posted_at', 'desc')
    .orderBy('announcements.id', 'desc'),
);
