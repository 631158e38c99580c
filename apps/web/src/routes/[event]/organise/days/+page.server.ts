import { addDay } from '@plenary/domain/events/add-day.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { removeDay } from '@plenary/domain/events/remove-day.ts';
import { removeSlot } from '@plenary/domain/events/remove-slot.ts';
import { setSlot } from '@plenary/domain/events/set-slot.ts';
import { localSlotTimes } from '@plenary/domain/events/slot-times.ts';
import { consent, gridForm } from '#lib/events/grid-form.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const grid = await eventGrid(request.locals.app.db, event.id);
  return {
    days: grid.days.map((day) => ({
      id: day.id,
      date: day.date,
      slots: grid.slots
        .filter((slot) => slot.dayId === day.id)
        .map((slot) => ({ ...slot, ...localSlotTimes(slot, day.date, event.zone) })),
    })),
  };
};

export const actions: Actions = {
  addDay: gridForm(addDay, ({ date, likeDayId }) => ({ date, ...(likeDayId && { likeDayId }) })),
  removeDay: gridForm(removeDay, (values) => ({ dayId: values['dayId'], ...consent(values) })),
  setSlot: gridForm(setSlot, (values) => ({
    ...values,
    afterMidnight: values['afterMidnight'] === 'on',
    ...consent(values),
  })),
  removeSlot: gridForm(removeSlot, (values) => ({ slotId: values['slotId'], ...consent(values) })),
};
