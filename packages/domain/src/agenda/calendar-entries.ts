import type { Selectable } from 'kysely';
import type { Db, Transaction } from '../database/db.ts';
import { inTransaction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { Tables } from '../tables.ts';

/*
 * What calendars are told of each session. A row changes only when the session's time, area,
 * headline or standing does, and then its sequence counts up: SEQUENCE, DTSTAMP and LAST-MODIFIED
 * come from here, never from "now" (RFC 5545, 3.8.7).
 */

type Entry = Selectable<Tables['calendar_entries']>;

/** What a calendar shows of a session. */
type Told = Pick<Entry, 'status' | 'headline' | 'area_label' | 'starts_at' | 'ends_at'>;

/**
 * Brings the entries of an event to a release; called by the release in its own transaction.
 * A session that is new starts at sequence 0; one that changed, one that is no longer placed
 * (cancelled) and one that is back count up by one; the others are not touched.
 */
export async function updateCalendarEntries(
  tx: Transaction,
  eventId: Id,
  releaseId: Id,
  now: Timestamp,
): Promise<void> {
  for (const { entry, told } of await entriesBehind(tx, eventId, releaseId)) await tell(tx, entry, told, now);
  const added = await tx
    .selectFrom('released_placements')
    .innerJoin('sessions', 'sessions.id', 'released_placements.session_id')
    .leftJoin('calendar_entries', 'calendar_entries.session_id', 'released_placements.session_id')
    .select([
      'released_placements.session_id',
      'sessions.headline',
      'released_placements.area_label',
      'released_placements.starts_at',
      'released_placements.ends_at',
    ])
    .where('release_id', '=', releaseId)
    .where('calendar_entries.session_id', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute();
  const ROWS_PER_STATEMENT = 500; // far below the parameters that either engine takes
  for (let from = 0; from < added.length; from += ROWS_PER_STATEMENT) {
    const rows = added.slice(from, from + ROWS_PER_STATEMENT);
    await tx
      .insertInto('calendar_entries')
      .values(
        rows.map((row) => ({
          ...row,
          event_id: eventId,
          sequence: 0,
          changed_at: now,
          status: 'confirmed' as const,
        })),
      )
      .execute();
  }
}

/**
 * Brings the entries of an event up to what happened to its sessions since the latest release:
 * another headline, withdrawn, merged, restored, the whole event cancelled. The sessions slice
 * cannot call the agenda, which is a later one; so whoever writes a calendar calls this first, and
 * the rows say what calendars were told. Two statements when nothing happened.
 */
export async function catchUpCalendarEntries(db: Db, eventId: Id, now: Timestamp): Promise<void> {
  const latest = await db
    .selectFrom('releases')
    .select('id')
    .where('event_id', '=', eventId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!latest) return;
  const behind = await entriesBehind(db, eventId, latest.id);
  if (behind.length === 0) return;
  await inTransaction(db, async (tx) => {
    for (const { entry, told } of behind) await tell(tx, entry, told, now);
  });
}

/** The entries that do not say what stands, with what does. */
async function entriesBehind(db: Db, eventId: Id, releaseId: Id): Promise<{ entry: Entry; told: Told }[]> {
  const rows = await db
    .selectFrom('calendar_entries')
    .innerJoin('sessions', 'sessions.id', 'calendar_entries.session_id')
    .innerJoin('events', 'events.id', 'calendar_entries.event_id')
    .leftJoin('released_placements', (join) =>
      join
        .onRef('released_placements.session_id', '=', 'calendar_entries.session_id')
        .on('released_placements.release_id', '=', releaseId),
    )
    .selectAll('calendar_entries')
    .select([
      'sessions.headline as present_headline',
      'sessions.withdrawn_at',
      'sessions.merged_into',
      'events.cancelled_at as event_cancelled_at',
      'released_placements.area_label as placed_area_label',
      'released_placements.starts_at as placed_starts_at',
      'released_placements.ends_at as placed_ends_at',
    ])
    .where('calendar_entries.event_id', '=', eventId)
    .orderBy('calendar_entries.session_id')
    .execute();
  return rows
    .map((row) => {
      const over = row.withdrawn_at !== null || row.merged_into !== null || row.event_cancelled_at !== null;
      const told: Told = {
        status: over || row.placed_starts_at === null ? 'cancelled' : 'confirmed',
        headline: row.present_headline,
        area_label: row.placed_area_label ?? row.area_label,
        starts_at: row.placed_starts_at ?? row.starts_at,
        ends_at: row.placed_ends_at ?? row.ends_at,
      };
      return { entry: row, told };
    })
    .filter(({ entry, told }) => differs(entry, told));
}

function differs(entry: Entry, told: Told): boolean {
  return (
    entry.status !== told.status ||
    entry.headline !== told.headline ||
    entry.area_label !== told.area_label ||
    entry.starts_at !== told.starts_at ||
    entry.ends_at !== told.ends_at
  );
}

async function tell(tx: Transaction, entry: Entry, told: Told, now: Timestamp): Promise<void> {
  await tx
    .updateTable('calendar_entries')
    .set({ ...told, sequence: entry.sequence + 1, changed_at: now })
    .where('session_id', '=', entry.session_id)
    // Two that catch up at once count one step, not two.
    .where('sequence', '=', entry.sequence)
    .execute();
}
