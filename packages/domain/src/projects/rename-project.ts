import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { changeSummary, nameKey, pageName } from '../wiki/page-text.ts';
import { claimProjectName } from './claim-name.ts';
import { requireProjectWriter } from './project-policy.ts';
import { presentText, saveText } from './save-text.ts';

/** Gives a project another name and address. Links and addresses with its earlier names lead there from then on. */
export const renameProject = defineAction({
  name: 'rename-project',
  input: z.strictObject({ projectId: id, version, name: pageName, summary: changeSummary }),
  allow: ({ tx, actor, input }) => requireProjectWriter(tx, actor, input.projectId),
  run: async (work): Promise<{ version: number; slug: string }> => {
    const { projectId, version: madeOf, name, summary } = work.input;
    const present = await presentText(work.tx, projectId);
    const { slug } = await claimProjectName(work.tx, projectId, name);
    const save = { projectId, version: madeOf, summary, nameKey: nameKey(name) };
    return { ...(await saveText(work, save, { ...present, name })), slug };
  },
});
