import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requirePerson } from '../standing/standing.ts';
import { requireProjectWriter } from './project-policy.ts';
import { presentText } from './save-text.ts';

/** Somebody says, on the page, that they work on a project, or no longer do. */
export const workOnProject = defineAction({
  name: 'work-on-project',
  input: z.strictObject({ projectId: id, working: z.boolean() }),
  allow: ({ tx, actor, input }) => requireProjectWriter(tx, actor, input.projectId),
  run: async ({ tx, actor, input, now, record }): Promise<{ working: boolean }> => {
    const { projectId, working } = input;
    const personId = requirePerson(actor);
    await presentText(tx, projectId);
    if (working)
      await tx
        .insertInto('project_people')
        .values({ project_id: projectId, person_id: personId, since: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else
      await tx
        .deleteFrom('project_people')
        .where('project_id', '=', projectId)
        .where('person_id', '=', personId)
        .execute();
    record({ kind: 'project.people-changed', eventId: null, subjectId: projectId, audience: 'public' });
    return { working };
  },
});
