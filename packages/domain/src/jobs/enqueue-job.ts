import type { Db } from '../database/db.ts';
import { newId } from '../kernel/ids.ts';
import type { Timestamp } from '../kernel/clock.ts';

export interface NewJob {
  readonly kind: string;
  readonly payload: unknown;
  /** Not before; usually now. */
  readonly runAt: Timestamp;
  /** Two waiting jobs with the same key are one job. */
  readonly uniqueKey?: string;
}

/** Puts work into the queue, in the transaction of what makes it necessary. */
export async function enqueueJob(db: Db, job: NewJob): Promise<void> {
  await db
    .insertInto('jobs')
    .values({
      id: newId(),
      kind: job.kind,
      payload: JSON.stringify(job.payload),
      run_at: job.runAt,
      leased_until: null,
      leased_by: null,
      last_error: null,
      dead_at: null,
      unique_key: job.uniqueKey ?? null,
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .execute();
}
