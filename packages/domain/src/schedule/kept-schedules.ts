import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { Id } from '../kernel/ids.ts';
import { publishedSchedule, type PublishedSchedule } from './published-schedule.ts';

const MOST_EVENTS = 20;

interface Kept {
  readonly change: number;
  readonly schedule: PublishedSchedule;
}

/**
 * Published schedules, kept for as long as nothing of their event has changed. Each look asks for the
 * number of the newest change, so what it gives is never older than the database; taps of interest,
 * which come by the thousand, touch no schedule.
 */
export class KeptSchedules {
  readonly #kept = new Map<Id, Kept>();

  async of(db: Db, eventId: Id): Promise<PublishedSchedule> {
    const [row] = await newestChange(db, { eventId });
    const change = Number(row?.seq ?? 0);
    const kept = this.#kept.get(eventId);
    if (kept?.change === change) return kept.schedule;
    const schedule = await publishedSchedule(db, eventId); // may be newer than `change`; then it is read once more
    if (this.#kept.size >= MOST_EVENTS) this.#kept.clear();
    this.#kept.set(eventId, { change, schedule });
    return schedule;
  }
}

const newestChange = prepared((db, { eventId }: { eventId: Id }) =>
  db
    .selectFrom('changes')
    .select((c) => c.fn.max('seq').as('seq'))
    .where('event_id', '=', eventId)
    // Written out, not as a parameter: only then does SQLite know that the index `changes_but_interest` fits.
    .where('kind', '<>', sql.lit('interest.said')),
);
