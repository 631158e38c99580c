import type { Db } from '../database/db.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { liveSessions } from '../sessions/session-queries.ts';
import { ORGANISER_EVERY } from './missing-notes.ts';

/** A session's notes as their pages need them. */
export interface Notes {
  readonly text: string;
  /** Lines that say something; 0: no notes yet. */
  readonly lines: number;
  readonly version: number;
  readonly revision: number;
  readonly updatedAt: Timestamp | null;
  readonly scribe: { readonly id: Id; readonly name: string } | null;
  readonly frozenAt: Timestamp | null;
  readonly frozenBy: string | null;
  /** The revision that went into the archive; later ones are corrections. */
  readonly frozenRevision: number | null;
}

const NOTHING: Notes = {
  ...{ text: '', lines: 0, version: 0, revision: 0, updatedAt: null, scribe: null },
  ...{ frozenAt: null, frozenBy: null, frozenRevision: null },
};

/** The notes of a session: empty ones when nobody has written yet. One statement. */
export async function notesOf(db: Db, sessionId: Id): Promise<Notes> {
  const row = await db
    .selectFrom('notes')
    .leftJoin('people as scribe', 'scribe.id', 'scribe_id')
    .leftJoin('people as freezer', 'freezer.id', 'frozen_by')
    .select(['text', 'lines', 'version', 'revision', 'notes.updated_at as updatedAt'])
    .select(['scribe_id', 'scribe.name as scribe_name', 'freezer.name as frozenBy'])
    .select(['frozen_at as frozenAt', 'frozen_revision as frozenRevision'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (!row) return NOTHING;
  const { scribe_id: id, scribe_name: name, ...notes } = row;
  return { ...notes, scribe: id === null ? null : { id, name: name ?? '' } };
}

/** The notes of sessions that were merged into this one, if they had any. */
export async function notesOfMerged(
  db: Db,
  sessionId: Id,
): Promise<{ id: Id; headline: string; text: string; frozenAt: Timestamp | null }[]> {
  return db
    .selectFrom('notes')
    .innerJoin('sessions', 'sessions.id', 'session_id')
    .select(['sessions.id', 'headline', 'text', 'frozen_at as frozenAt'])
    .where('merged_into', '=', sessionId)
    .where('lines', '>', 0)
    .orderBy('sessions.id')
    .execute();
}

/** One line in the list of an event's notes. */
export interface NotesOverview {
  readonly sessionId: Id;
  readonly headline: string;
  readonly lines: number;
  readonly updatedAt: Timestamp | null;
  readonly scribeName: string | null;
  readonly frozenAt: Timestamp | null;
  /** When and where the latest release has it; null: it has no place. */
  readonly startsAt: Timestamp | null;
  readonly endsAt: Timestamp | null;
  /** Leads and scribe who have an account, so that they can be reminded. */
  readonly reachable: number;
  /** When an organiser last reminded of it, if that was within a day. */
  readonly remindedAt: Timestamp | null;
}

/** Every session of an event that still stands, with the state of its notes, in the order of the schedule. One statement. */
export async function notesOverview(db: Db, eventId: Id, now: Timestamp): Promise<NotesOverview[]> {
  const rows = await sessionsWithPlaces(db, eventId)
    .leftJoin('notes', 'notes.session_id', 'sessions.id')
    .leftJoin('people as scribe', 'scribe.id', 'notes.scribe_id')
    .leftJoin('note_reminders as reminder', (join) =>
      join
        .onRef('reminder.session_id', '=', 'sessions.id')
        .on('reminder.kind', '=', 'organiser')
        .on('reminder.at', '>', later(now, ORGANISER_EVERY)),
    )
    .select([
      'sessions.id as sessionId',
      'headline',
      'lines',
      'notes.updated_at as updatedAt',
      'frozen_at as frozenAt',
    ])
    .select(['scribe.name as scribeName', 'scribe_id', 'reminder.at as remindedAt'])
    .select(['place.starts_at as startsAt', 'place.ends_at as endsAt'])
    .select((e) =>
      e
        .selectFrom('session_leads')
        .select((l) => l.fn.countAll<number | string>().as('leads'))
        .whereRef('session_leads.session_id', '=', 'sessions.id')
        .where('person_id', 'is not', null)
        .as('leads'),
    )
    .execute();
  return rows
    .map(({ leads, scribe_id: scribe, lines, ...row }) => ({
      ...row,
      lines: lines ?? 0,
      reachable: Number(leads ?? 0) + (scribe === null ? 0 : 1),
    }))
    .sort(
      (a, b) =>
        (a.startsAt ?? '~').localeCompare(b.startsAt ?? '~') || a.headline.localeCompare(b.headline, 'en'),
    );
}

/** The texts of an event's notes, in the order of the schedule; only frozen ones when `frozenOnly`. One statement. */
export async function notesTexts(
  db: Db,
  eventId: Id,
  { frozenOnly }: { frozenOnly: boolean },
): Promise<
  { sessionId: Id; headline: string; text: string; frozenAt: Timestamp | null; updatedAt: Timestamp }[]
> {
  let texts = sessionsWithPlaces(db, eventId)
    .innerJoin('notes', 'notes.session_id', 'sessions.id')
    .select([
      'sessions.id as sessionId',
      'headline',
      'text',
      'frozen_at as frozenAt',
      'notes.updated_at as updatedAt',
    ])
    .select('place.starts_at as startsAt')
    .where('lines', '>', 0);
  if (frozenOnly) texts = texts.where('frozen_at', 'is not', null);
  const rows = await texts.execute();
  return rows
    .sort(
      (a, b) =>
        (a.startsAt ?? '~').localeCompare(b.startsAt ?? '~') || a.headline.localeCompare(b.headline, 'en'),
    )
    .map(({ sessionId, headline, text, frozenAt, updatedAt }) => ({
      sessionId,
      headline,
      text,
      frozenAt,
      updatedAt,
    }));
}

/** Who can be named to take notes: everybody who is invited or helps, by name. */
export function possibleScribes(db: Db, eventId: Id): Promise<{ id: Id; name: string }[]> {
  const ids = db
    .selectFrom('invitations')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('state', 'in', ['invited', 'confirmed', 'attended'])
    .union(db.selectFrom('event_roles').select('person_id').where('event_id', '=', eventId));
  return db.selectFrom('people').select(['id', 'name']).where('id', 'in', ids).orderBy('name').execute();
}

/** The sessions that still stand, with where everybody sees them. */
function sessionsWithPlaces(db: Db, eventId: Id) {
  return liveSessions(db, eventId).leftJoin('released_placements as place', (join) =>
    join
      .onRef('place.session_id', '=', 'sessions.id')
      .on((e) =>
        e(
          'place.release_id',
          '=',
          e
            .selectFrom('releases')
            .select('releases.id')
            .where('releases.event_id', '=', eventId)
            .orderBy('number', 'desc')
            .limit(1),
        ),
      ),
  );
}
