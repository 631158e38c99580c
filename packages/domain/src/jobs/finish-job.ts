import type { Db } from '../database/db.ts';
import { later, timestamp, type Clock } from '../kernel/clock.ts';
import type { Job } from './take-job.ts';

/** Tries before a job is put aside for the operator. With the waits below, the last is after about a day. */
export const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_SECONDS = 6 * 3600;

/** Removes a job that is done, if this worker still has its lease. */
export async function completeJob(db: Db, job: Job): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', job.id).where('leased_by', '=', job.leased_by).execute();
}

/** Puts a job that failed back for later, or aside for the operator when it has failed too often. */
export async function failJob(db: Db, clock: Clock, job: Job, error: unknown): Promise<void> {
  const now = timestamp(clock.now());
  const dead = job.attempts >= MOST_ATTEMPTS;
  await db
    .updateTable('jobs')
    .set({
      leased_by: null,
      leased_until: null,
      last_error: sentenceOf(error),
      run_at: later(now, { seconds: waitAfter(job.attempts) }),
      dead_at: dead ? now : null,
    })
    .where('id', '=', job.id)
    .where('leased_by', '=', job.leased_by)
    .execute();
}

/** Seconds to wait after the n-th failure: 5, 25, 125, … up to six hours. */
export function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, 5 ** Math.max(1, attempts));
}

function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
