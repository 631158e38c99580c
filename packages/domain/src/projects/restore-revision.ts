import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { readSkills } from './project.ts';
import { requireProjectWriter } from './project-policy.ts';
import { presentText, saveText } from './save-text.ts';

/** Brings an earlier text back as a new revision; the texts between are kept, and so is the present name. */
export const restoreRevision = defineAction({
  name: 'restore-revision',
  input: z.strictObject({ projectId: id, version, revision: version }),
  allow: ({ tx, actor, input }) => requireProjectWriter(tx, actor, input.projectId),
  run: async (work): Promise<{ version: number }> => {
    const { tx, input } = work;
    const { projectId, revision } = input;
    const kept = await tx
      .selectFrom('project_revisions')
      .select(['body', 'code', 'skills'])
      .where('project_id', '=', projectId)
      .where('version', '=', revision)
      .executeTakeFirst();
    if (!kept) throw notFound('revision', String(revision));
    const { name } = await presentText(tx, projectId);
    const save = { projectId, version: input.version, summary: '', restoredVersion: revision };
    return saveText(work, save, { name, ...kept, skills: readSkills(kept.skills) });
  },
});
