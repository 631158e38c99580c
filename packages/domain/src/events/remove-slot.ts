import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { gridChanged, gridInput, makeRoom, openGrid, slotOf } from './grid-change.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Removes a slot; sessions placed in it lose their place when `displace` is said. */
export const removeSlot = defineAction({
  name: 'remove-slot',
  input: z.strictObject({ ...gridInput, slotId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const slot = slotOf(grid, input.slotId);
    const slots = grid.slots.filter((one) => one.id !== slot.id);
    const displaced = await makeRoom(tx, input, grid, { ...grid, slots });
    await tx.deleteFrom('slots').where('id', '=', slot.id).execute();
    record(gridChanged(event, slot.id));
    return { displaced };
  },
});
