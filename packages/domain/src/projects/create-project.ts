import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { requireKey } from '../wiki/claim-name.ts';
import { changeSummary, pageName } from '../wiki/page-text.ts';
import { claimProjectName } from './claim-name.ts';
import { columnsOf, projectFields } from './project.ts';
import { requireProjectWriter } from './project-policy.ts';
import { writeRevision } from './write-revision.ts';

/** Begins a project's page. Whoever does watches it from then on. */
export const createProject = defineAction({
  name: 'create-project',
  input: z.strictObject({ name: pageName, ...projectFields, summary: changeSummary }),
  allow: ({ tx, actor }) => requireProjectWriter(tx, actor),
  run: async ({ tx, actor, input, now, record }): Promise<{ projectId: Id; slug: string }> => {
    const { name, body, code, skills, summary } = input;
    const text = { name, body, code, skills };
    const [projectId, key] = [newId(), requireKey(name)];
    await tx
      .insertInto('projects')
      .values({ id: projectId, ...columnsOf(text), name_key: key, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.doNothing()) // the name is another's: claiming it says whose
      .execute();
    const { slug } = await claimProjectName(tx, projectId, name);
    await writeRevision(tx, { actor, now }, { projectId, version: 1, text, summary });
    if (actor.kind === 'person')
      await tx
        .insertInto('project_watchers')
        .values({ project_id: projectId, person_id: actor.personId, since: now, told_version: 1 })
        .execute();
    record({ kind: 'project.created', eventId: null, subjectId: projectId, audience: 'public' });
    return { projectId, slug };
  },
});
