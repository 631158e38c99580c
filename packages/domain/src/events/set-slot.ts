import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, optionalLine, time } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { overlapping } from './grid.ts';
import { dayOf, gridChanged, gridInput, makeRoom, openGrid, slotOf } from './grid-change.ts';
import { localTimeOf, LONGEST_SLOT_HOURS, slotTimes } from './slot-times.ts';
import { requireOrganiser } from '../standing/standing.ts';

export const SLOT_KINDS = ['plenary', 'sessions', 'break', 'social'] as const;

/**
 * Adds a slot, or changes the one with `slotId`. Times are on the event's clock; an end at or before
 * the start is after midnight. Placed sessions stay in a slot whose time changes; those that cannot
 * (another kind, another day, no longer neighbours) lose their place when `displace` is said.
 */
export const setSlot = defineAction({
  name: 'set-slot',
  input: z.strictObject({
    ...gridInput,
    slotId: id.optional(),
    dayId: id,
    kind: z.enum(SLOT_KINDS),
    title: optionalLine(120),
    start: time,
    end: time,
    afterMidnight: z.boolean().default(false),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    const day = dayOf(grid, input.dayId);
    const old = input.slotId === undefined ? undefined : slotOf(grid, input.slotId);
    const times = slotTimes({ ...input, date: day.date }, event.zone);
    if (!times)
      throw wrongField('end', 'too-late', `A slot lasts at most ${LONGEST_SLOT_HOURS} hours.`, {
        hours: LONGEST_SLOT_HOURS,
      });
    const other = overlapping(grid, times, old?.id);
    if (other) {
      const [start, end] = [localTimeOf(other.startsAt, event.zone), localTimeOf(other.endsAt, event.zone)];
      const params = { start: start.time, end: end.time };
      throw wrongField('start', 'overlaps', `${start.time}–${end.time} is another slot already.`, params);
    }
    const slot = {
      id: old?.id ?? newId(),
      dayId: day.id,
      kind: input.kind,
      title: input.title,
      startsAt: times.startsAt,
      endsAt: times.endsAt,
    };
    const slots = [...grid.slots.filter((one) => one.id !== slot.id), slot];
    const displaced = await makeRoom(tx, input, grid, { ...grid, slots });
    const columns = {
      day_id: slot.dayId,
      kind: slot.kind,
      title: slot.title,
      starts_at: slot.startsAt,
      ends_at: slot.endsAt,
    };
    await (old
      ? tx.updateTable('slots').set(columns).where('id', '=', old.id).execute()
      : tx
          .insertInto('slots')
          .values({ ...columns, id: slot.id, event_id: event.id })
          .execute());
    record(gridChanged(event, slot.id));
    return { slotId: slot.id, displaced };
  },
});
