import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import { skipLocked } from '../database/lock-rows.ts';
import { inTransaction } from '../kernel/action.ts';
import { later, timestamp, type Clock, type Timestamp } from '../kernel/clock.ts';
import type { JobTables } from './job-tables.ts';

export type Job = Selectable<JobTables['jobs']>;

/** How long a worker may be silent before its job is given to another. */
export const LEASE: Temporal.DurationLikeObject = { minutes: 2 };

/** Which kinds of jobs a worker takes: what waits for slow others has a worker of its own. */
export type Kinds = { readonly only: readonly string[] } | { readonly except: readonly string[] };

const ALL: Kinds = { except: [] };

/** Takes the job that is due longest; exactly one worker gets it. Undefined when nothing is due. */
export async function takeJob(
  db: Db,
  clock: Clock,
  worker: string,
  kinds: Kinds = ALL,
): Promise<Job | undefined> {
  const now = timestamp(clock.now());
  // Looking first costs no commit: commits wake workers, and an idle one must not wake itself.
  if (!(await dueJobs(db, now, kinds).executeTakeFirst())) return undefined;
  return inTransaction(db, async (tx) => {
    const due = await skipLocked(tx, dueJobs(tx, now, kinds)).executeTakeFirst();
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

function dueJobs(db: Db, now: Timestamp, kinds: Kinds) {
  return db
    .selectFrom('jobs')
    .select('id')
    .where('dead_at', 'is', null)
    .where('run_at', '<=', now)
    .$if('only' in kinds, (query) => query.where('kind', 'in', 'only' in kinds ? kinds.only : []))
    .$if('except' in kinds && kinds.except.length > 0, (query) =>
      query.where('kind', 'not in', 'except' in kinds ? kinds.except : []),
    )
    .where((e) => e.or([e('leased_until', 'is', null), e('leased_until', '<', now)]))
    .orderBy('run_at')
    .orderBy('id')
    .limit(1);
}
