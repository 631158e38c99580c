import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { changeSummary } from '../wiki/page-text.ts';
import { projectFields } from './project.ts';
import { requireProjectWriter } from './project-policy.ts';
import { presentText, saveText } from './save-text.ts';

/**
 * Changes what a page says; the earlier text is kept. When somebody else was quicker nothing is written:
 * refused as stale, with the other's text and both united (`StaleProject`) as the subject.
 */
export const changeProject = defineAction({
  name: 'change-project',
  input: z.strictObject({ projectId: id, version, ...projectFields, summary: changeSummary }),
  allow: ({ tx, actor, input }) => requireProjectWriter(tx, actor, input.projectId),
  run: async (work): Promise<{ version: number }> => {
    const { projectId, version: madeOf, summary, body, code, skills } = work.input;
    const { name } = await presentText(work.tx, projectId);
    return saveText(work, { projectId, version: madeOf, summary }, { name, body, code, skills });
  },
});
