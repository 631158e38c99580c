import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Says whether leads take free cells of published days themselves, or only organisers place. */
export const letTakeCells = defineAction({
  name: 'let-take-cells',
  input: z.strictObject({ eventId: id, who: z.enum(['leads', 'nobody']) }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, input: { eventId, who }, record }): Promise<void> => {
    await tx.updateTable('events').set({ free_cells: who }).where('id', '=', eventId).execute();
    record({ kind: 'free-cells.let', eventId, subjectId: eventId, audience: 'participants' });
  },
});
