import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { materialState } from './material-policy.ts';

/** Takes a material out of everybody's sight at once, or puts it back; a request to remove it is answered by either. */
export const hideMaterial = defineAction({
  name: 'hide-material',
  input: z.strictObject({ eventId: id, materialId: id, hidden: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<null> => {
    const { eventId, materialId, hidden } = input;
    await materialState(tx, eventId, materialId);
    const by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .updateTable('materials')
      .set({
        ...{ hidden_at: hidden ? now : null, hidden_by: hidden ? by : null, updated_at: now },
        ...{ removal_asked_at: null, removal_asked_by: null, removal_reason: '' },
      })
      .where('id', '=', materialId)
      .execute();
    record({
      kind: hidden ? 'material.hidden' : 'material.shown',
      eventId,
      subjectId: materialId,
      audience: 'public',
    });
    return null;
  },
});
