import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, text } from '../kernel/fields.ts';
import { materialState, requireMaterialChanger } from './material-policy.ts';

/** Asks the organisers to take a material away; they see it on the event's page of materials. */
export const askRemoval = defineAction({
  name: 'ask-removal',
  input: z.strictObject({ eventId: id, materialId: id, reason: text(1000) }),
  allow: async ({ tx, actor, input }) => {
    await requireMaterialChanger(tx, actor, input);
  },
  run: async ({ tx, actor, input, now, record }): Promise<null> => {
    const { eventId, materialId, reason } = input;
    await materialState(tx, eventId, materialId);
    const by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .updateTable('materials')
      .set({ removal_asked_at: now, removal_asked_by: by, removal_reason: reason })
      .where('id', '=', materialId)
      .execute();
    record({ kind: 'material.removal-asked', eventId, subjectId: materialId, audience: 'organisers' });
    return null;
  },
});
