import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { date, id } from '../kernel/fields.ts';
import { newId } from '../kernel/ids.ts';
import { gridChanged, openGrid } from './grid-change.ts';
import { localSlotTimes, slotTimes } from './slot-times.ts';
import { requireOrganiser } from '../standing/standing.ts';

const MOST_DAYS = 31;

/** Adds a day, empty or with the slots of another day of the event at the same local times. */
export const addDay = defineAction({
  name: 'add-day',
  input: z.strictObject({ eventId: id, date, likeDayId: id.optional() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    const { event, grid } = await openGrid(tx, input.eventId);
    if (grid.days.some((day) => day.date === input.date))
      throw wrongField('date', 'taken', `${input.date} is a day of this event already.`);
    if (grid.days.length >= MOST_DAYS)
      throw new DomainError('too-many', `An event has at most ${MOST_DAYS} days.`, {
        params: { max: MOST_DAYS },
      });
    const model = grid.days.find((day) => day.id === input.likeDayId);
    if (input.likeDayId && !model) throw new DomainError('not-found', 'That day is not of this event.');
    const dayId = newId();
    await tx
      .insertInto('event_days')
      .values({ id: dayId, event_id: event.id, date: input.date, proposing_closed_at: null })
      .execute();
    const slots = grid.slots
      .filter((slot) => slot.dayId === model?.id)
      .flatMap((slot) => {
        const local = localSlotTimes(slot, model?.date ?? input.date, event.zone);
        const times = slotTimes({ ...local, date: input.date }, event.zone);
        return times ? { ...slot, ...times } : [];
      })
      // What lasts into a neighbouring day's slots is left out rather than put in two at once.
      .filter((slot) => grid.slots.every((o) => o.endsAt <= slot.startsAt || o.startsAt >= slot.endsAt));
    if (slots.length > 0)
      await tx
        .insertInto('slots')
        .values(
          slots.map((slot) => ({
            id: newId(),
            event_id: event.id,
            day_id: dayId,
            kind: slot.kind,
            title: slot.title,
            starts_at: slot.startsAt,
            ends_at: slot.endsAt,
          })),
        )
        .execute();
    record(gridChanged(event, dayId));
    return { dayId };
  },
});
