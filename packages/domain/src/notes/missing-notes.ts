import type { Db } from '../database/db.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { ReminderKind } from './note-tables.ts';
import type { Missing } from './reminders.ts';

/** From when on, and until when, a session that has ended is reminded of; later is too late to help. */
const WINDOWS: readonly { kind: ReminderKind; after: { days: number }; until: { days: number } }[] = [
  { kind: 'ended', after: { days: 0 }, until: { days: -1 } },
  { kind: 'days-later', after: { days: -3 }, until: { days: -10 } },
];

/** An organiser's own reminder: not more often than this for a session. */
export const ORGANISER_EVERY = { days: -1 };

/** Sessions that have ended, have no notes, and of which nobody was reminded yet on this occasion. */
export async function chasesDue(db: Db, now: Timestamp): Promise<(Missing & { kind: ReminderKind })[]> {
  const due: (Missing & { kind: ReminderKind })[] = [];
  for (const { kind, after, until } of WINDOWS) {
    const rows = await endedWithoutNotes(db)
      .where('released_placements.ends_at', '<=', later(now, after))
      .where('released_placements.ends_at', '>', later(now, until))
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('note_reminders')
              .select('note_reminders.kind')
              .whereRef('note_reminders.session_id', '=', 'sessions.id')
              .where('note_reminders.kind', '=', kind),
          ),
        ),
      )
      .execute();
    due.push(...rows.map((row) => ({ ...row, kind })));
  }
  return due;
}

/** Sessions of one event that have ended without notes; `now` decides what has ended. */
export function missingIn(db: Db, eventId: Id, now: Timestamp): Promise<Missing[]> {
  return endedWithoutNotes(db)
    .where('sessions.event_id', '=', eventId)
    .where('released_placements.ends_at', '<=', now)
    .execute();
}

function endedWithoutNotes(db: Db) {
  return db
    .selectFrom('sessions')
    .innerJoin('events', 'events.id', 'sessions.event_id')
    .innerJoin('released_placements', 'released_placements.session_id', 'sessions.id')
    .innerJoin('releases', 'releases.id', 'released_placements.release_id')
    .leftJoin('notes', 'notes.session_id', 'sessions.id')
    .select(['sessions.id as session_id', 'sessions.event_id', 'sessions.headline'])
    .select(['events.name as event', 'events.slug'])
    .where('sessions.withdrawn_at', 'is', null)
    .where('sessions.merged_into', 'is', null)
    .where('events.cancelled_at', 'is', null)
    .where((e) => e.or([e('notes.lines', 'is', null), e('notes.lines', '=', 0)]))
    .where((e) =>
      e(
        'releases.number',
        '=',
        e
          .selectFrom('releases as latest')
          .select((l) => l.fn.max('latest.number').as('number'))
          .whereRef('latest.event_id', '=', 'sessions.event_id'),
      ),
    )
    .orderBy('sessions.id');
}
