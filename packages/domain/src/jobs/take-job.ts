import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import { skipLocked } from '../database/lock-rows.ts';
import { inTransaction } from '../kernel/action.ts';
import { later, timestamp, type Clock, type Timestamp } from '../kernel/clock.ts';
import type { JobTables } from './job-tables.ts';

export type Job = Selectable<JobTables['jobs']>;

/** How long a worker may be silent before its job is given to another. */
export const LEASE: Temporal.DurationLikeObject = { minutes: 2 };

/** Takes the job that is due longest; exactly one worker gets it. Undefined when nothing is due. */
export async function takeJob(db: Db, clock: Clock, worker: string): Promise<Job | undefined> {
  const now = timestamp(clock.now());
  // Looking first costs no commit: commits wake workers, and an idle one must not wake itself.
  if (!(await dueJobs(db, now).executeTakeFirst())) return undefined;
  return inTransaction(db, async (tx) => {
    const due = await skipLocked(tx, dueJobs(tx, now)).executeTakeFirst();
    if (!due) return undefined;
    return tx
      .updateTable('jobs')
      .set((job) => ({
        leased_by: worker,
        leased_until: later(now, LEASE),
        attempts: job('attempts', '+', 1),
      }))
      .where('id', '=', due.id)
      .returningAll()
      .executeTakeFirst();
  });
}

function dueJobs(db: Db, now: Timestamp) {
  return db
    .selectFrom('jobs')
    .select('id')
    .where('dead_at', 'is', null)
    .where('run_at', '<=', now)
    .where((e) => e.or([e('leased_until', 'is', null), e('leased_until', '<', now)]))
    .orderBy('run_at')
    .orderBy('id')
    .limit(1);
}
