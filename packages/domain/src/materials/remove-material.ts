import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notAllowed } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { organises } from '../standing/standing.ts';
import { materialState, requireMaterialChanger } from './material-policy.ts';

/** Removes a material for good. Leads remove what they attached themselves, organisers everything. */
export const removeMaterial = defineAction({
  name: 'remove-material',
  input: z.strictObject({ eventId: id, materialId: id }),
  allow: async ({ tx, actor, input }) => {
    const standing = await requireMaterialChanger(tx, actor, input);
    const { attached_by } = await materialState(tx, input.eventId, input.materialId);
    if (!organises(standing) && attached_by !== standing.personId)
      throw notAllowed('Somebody else attached this. Try: ask the organisers to remove it.');
  },
  run: async ({ tx, input, record }): Promise<null> => {
    await tx.deleteFrom('materials').where('id', '=', input.materialId).execute();
    record({
      kind: 'material.removed',
      eventId: input.eventId,
      subjectId: input.materialId,
      audience: 'public',
    });
    return null;
  },
});
