import type { Db } from '../database/db.ts';
import type { Job } from './take-job.ts';

/** Jobs that failed too often and wait for the operator, newest first. */
export function listDeadJobs(db: Db): Promise<Job[]> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('dead_at', 'is not', null)
    .orderBy('dead_at', 'desc')
    .limit(100)
    .execute();
}
