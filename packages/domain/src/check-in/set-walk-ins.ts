import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Says who comes in at the door without an invitation. */
export const setWalkIns = defineAction({
  name: 'set-walk-ins',
  input: z.strictObject({ eventId: id, who: z.enum(['nobody', 'while-free', 'everybody']) }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }): Promise<void> => {
    const { eventId, who } = input;
    await tx.updateTable('events').set({ walk_ins: who }).where('id', '=', eventId).execute();
    record({ kind: 'walk-ins.set', eventId, subjectId: eventId, audience: 'organisers' });
  },
});
