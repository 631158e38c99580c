import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { areaOf, gridChanged, gridInput, makeRoom, openGrid } from './grid-change.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Removes an area; sessions placed in it lose their place when `displace` is said. */
export const removeArea = defineAction({
  name: 'remove-area',
  input: z.strictObject({ ...gridInput, areaId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const area = areaOf(grid, input.areaId);
    const areas = grid.areas.filter((one) => one.id !== area.id);
    const displaced = await makeRoom(tx, input, grid, { ...grid, areas });
    await tx.deleteFrom('areas').where('id', '=', area.id).execute();
    record(gridChanged(event, area.id));
    return { displaced };
  },
});
