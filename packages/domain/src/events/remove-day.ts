import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { dayOf, gridChanged, gridInput, makeRoom, openGrid } from './grid-change.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Removes a day with its slots. An announced event keeps at least one. */
export const removeDay = defineAction({
  name: 'remove-day',
  input: z.strictObject({ ...gridInput, dayId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const day = dayOf(grid, input.dayId);
    if (event.announcedAt && grid.days.length === 1)
      throw new DomainError('wrong-state', 'An announced event keeps at least one day.');
    const displaced = await makeRoom(tx, input, grid, {
      ...grid,
      days: grid.days.filter((one) => one.id !== day.id),
      slots: grid.slots.filter((slot) => slot.dayId !== day.id),
    });
    await tx.deleteFrom('event_days').where('id', '=', day.id).execute();
    record(gridChanged(event, day.id));
    return { displaced };
  },
});
