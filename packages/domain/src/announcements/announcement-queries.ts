import { sql } from 'kysely';
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
  /** It is for this session's people, and on no screen. */
  readonly sessionId: Id | null;
  readonly headline: string | null;
}

/** Who reads: nobody in particular sees what is for all; `all` is for those who run or help at the event. */
export interface AnnouncementReader {
  readonly personId: Id | null;
  readonly all: boolean;
}

const NOBODY: AnnouncementReader = { personId: null, all: false };

/** What is announced to a reader at this moment, the newest first. One statement: every page of an event asks. */
export function standingAnnouncements(
  db: Db,
  eventId: Id,
  now: Timestamp,
  { personId, all }: AnnouncementReader = NOBODY,
): Promise<Announcement[]> {
  return standingRows(db, { eventId, now, personId: personId ?? '', all: all ? 1 : 0 });
}

const standingRows = prepared(
  (db, { eventId, now, personId, all }: { eventId: Id; now: Timestamp; personId: Id; all: number }) =>
    db
      .selectFrom('announcements')
      .leftJoin('areas', 'areas.id', 'announcements.area_id')
      .leftJoin('sessions', 'sessions.id', 'announcements.session_id')
      .select(['announcements.id', 'text', 'posted_at as postedAt', 'ends_at as endsAt'])
      .select(['area_id as areaId', 'areas.label as areaLabel'])
      .select(['session_id as sessionId', 'sessions.headline'])
      .where('announcements.event_id', '=', eventId)
      .where('ends_at', '>', now)
      .where((e) =>
        e.or([
          e('announcements.session_id', 'is', null),
          sql<boolean>`${all} = 1`,
          e.exists(
            e
              .selectFrom('session_leads')
              .select('session_leads.id')
              .whereRef('session_leads.session_id', '=', 'announcements.session_id')
              .where('session_leads.person_id', '=', personId),
          ),
          e.exists(
            e
              .selectFrom('interest')
              .select('interest.session_id')
              .whereRef('interest.session_id', '=', 'announcements.session_id')
              .where('interest.person_id', '=', personId)
              .where('level', 'in', ['want', 'must']),
          ),
        ]),
      )
      .orderBy('posted_at', 'desc')
      .orderBy('announcements.id', 'desc'),
);
