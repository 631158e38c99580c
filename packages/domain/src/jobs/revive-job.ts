import { z } from 'zod';
import { requireSiteOwner } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';

/** The operator gives a dead job another round of tries. */
export const reviveJob = defineAction({
  name: 'revive-job',
  input: z.strictObject({ jobId: id }),
  allow: ({ tx, actor }) => requireSiteOwner(tx, actor),
  run: async ({ tx, input, now, record }) => {
    const job = await tx
      .updateTable('jobs')
      .set({ dead_at: null, attempts: 0, run_at: now })
      .where('id', '=', input.jobId)
      .where('dead_at', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (!job) throw notFound('job put aside', input.jobId);
    record({ kind: 'job.revived', eventId: null, subjectId: job.id, audience: 'organisers' });
    return job;
  },
});
