import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { areaOf, gridChanged, gridInput, makeRoom, openGrid, slotOf } from './grid-change.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Says in which slots an area is closed; it is open in all others. */
export const closeArea = defineAction({
  name: 'close-area',
  input: z.strictObject({ ...gridInput, areaId: id, closedSlotIds: z.array(id).max(500) }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const area = areaOf(grid, input.areaId);
    const slots = [...new Set(input.closedSlotIds)].map((slotId) => slotOf(grid, slotId));
    const closed = slots.map((slot) => ({ areaId: area.id, slotId: slot.id }));
    const closures = [...grid.closures.filter((closure) => closure.areaId !== area.id), ...closed];
    const displaced = await makeRoom(tx, input, grid, { ...grid, closures });
    await tx.deleteFrom('area_closures').where('area_id', '=', area.id).execute();
    if (slots.length > 0)
      await tx
        .insertInto('area_closures')
        .values(slots.map((slot) => ({ area_id: area.id, slot_id: slot.id })))
        .execute();
    record(gridChanged(event, area.id));
    return { displaced };
  },
});
