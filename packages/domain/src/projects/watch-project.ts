import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requirePerson } from '../standing/standing.ts';
import { presentText } from './save-text.ts';

/** Begins or ends telling somebody of changes to a page; see `tellWatchers`. */
export const watchProject = defineAction({
  name: 'watch-project',
  input: z.strictObject({ projectId: id, watching: z.boolean() }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, now, record }): Promise<{ watching: boolean }> => {
    const { projectId, watching } = input;
    const personId = requirePerson(actor);
    const { version } = await presentText(tx, projectId);
    if (watching)
      await tx
        .insertInto('project_watchers')
        .values({ project_id: projectId, person_id: personId, since: now, told_version: version })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else
      await tx
        .deleteFrom('project_watchers')
        .where('project_id', '=', projectId)
        .where('person_id', '=', personId)
        .execute();
    record({ kind: 'project.watched', eventId: null, subjectId: projectId, audience: 'organisers' });
    return { watching };
  },
});
