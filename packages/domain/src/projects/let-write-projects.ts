import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { requireSiteOwner } from '../standing/standing.ts';
import { PROJECT_WRITERS_KEY } from './project-policy.ts';

/** Says who starts and changes pages of projects: everybody with a place at an event, or only organisers of events. */
export const letWriteProjects = defineAction({
  name: 'let-write-projects',
  input: z.strictObject({ who: z.enum(['attendees', 'organisers']) }),
  allow: ({ tx, actor }) => requireSiteOwner(tx, actor),
  run: async ({ tx, input: { who }, record }): Promise<void> => {
    await tx
      .insertInto('site')
      .values({ key: PROJECT_WRITERS_KEY, value: who })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: who }))
      .execute();
    record({ kind: 'projects.writers-set', eventId: null, subjectId: null, audience: 'public' });
  },
});
