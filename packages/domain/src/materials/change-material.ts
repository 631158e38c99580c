import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { attachUploads, finishedUploads } from './attach-uploads.ts';
import { kindOfFiles, materialFields, searchTextOf } from './material.ts';
import { materialState, requireConsent, requireMaterialChanger } from './material-policy.ts';

/** Changes what is said about a material, adds files in other formats, and takes files away. */
export const changeMaterial = defineAction({
  name: 'change-material',
  input: z.strictObject({
    eventId: id,
    materialId: id,
    version,
    ...materialFields,
    uploads: z.array(id).max(10).default([]),
    removeFiles: z.array(id).max(100).default([]),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireMaterialChanger(tx, actor, input);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ version: number }> => {
    const { eventId, materialId, title, description, licence, language } = input;
    const material = await materialState(tx, eventId, materialId);
    if (material.version !== input.version)
      throw new DomainError('stale', `"${material.title}" was changed by somebody else in the meantime.`, {
        subject: material,
      });
    await requireConsent(tx, material.session_id, material.kind);
    if (input.removeFiles.length > 0)
      await tx
        .deleteFrom('material_files')
        .where('material_id', '=', materialId)
        .where('id', 'in', input.removeFiles)
        .execute();
    const kept = await tx
      .selectFrom('material_files')
      .selectAll()
      .where('material_id', '=', materialId)
      .execute();
    const added = await finishedUploads(tx, actor, eventId, input.uploads);
    const files = [...kept, ...added];
    if (
      material.kind === 'link'
        ? files.length > 0
        : !fits(
            material.kind,
            files.map((file) => file.type),
          )
    )
      throw wrongField(
        'uploads',
        'mixed-files',
        'These files are not one thing in several formats. Try: attach them one by one.',
      );
    const behind = Math.max(-1, ...kept.map((file) => file.position)) + 1;
    await attachUploads(tx, materialId, added, behind);
    await tx
      .updateTable('materials')
      .set({
        ...{ title, description, licence, language, updated_at: now, version: material.version + 1 },
        search_text: searchTextOf([title, description, ...files.map((file) => file.name)]),
      })
      .where('id', '=', materialId)
      .execute();
    record({ kind: 'material.changed', eventId, subjectId: materialId, audience: 'organisers' });
    return { version: material.version + 1 };
  },
});

function fits(kind: string, types: readonly string[]): boolean {
  const wanted = kind === 'slides' ? 'slides' : 'document';
  return kindOfFiles(types, wanted) === kind;
}
