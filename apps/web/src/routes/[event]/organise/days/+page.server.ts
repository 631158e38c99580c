import { addDay } from '@plenary/domain/events/add-day.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { removeDay } from '@plenary/domain/events/remove-day.ts';
import { removeSlot } from '@plenary/domain/events/remove-slot.ts';
import { setSlot } from '@plenary/domain/events/set-slot.ts';
import { localSlotTimes } from '@plenary/domain/events/slot-times.ts';
import { gridForm } from '#lib/events/grid-form.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
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
  addDay: gridForm(({ locals }, eventId, { values, key }) =>
    addDay(
      locals.app.needs(key),
      locals.actor,
      asInput({
        eventId,
        date: values['date'],
        ...(values['likeDayId'] && { likeDayId: values['likeDayId'] }),
      }),
    ),
  ),
  removeDay: gridForm(({ locals }, eventId, { values, key }) =>
    removeDay(
      locals.app.needs(key),
      locals.actor,
      asInput({ eventId, dayId: values['dayId'], displace: values['displace'] === 'on' }),
    ),
  ),
  setSlot: gridForm(({ locals }, eventId, { values, key }) =>
    setSlot(
      locals.app.needs(key),
      locals.actor,
      asInput({
        ...values,
        eventId,
        afterMidnight: values['afterMidnight'] === 'on',
        displace: values['displace'] === 'on',
      }),
    ),
  ),
  removeSlot: gridForm(({ locals }, eventId, { values, key }) =>
    removeSlot(
      locals.app.needs(key),
      locals.actor,
      asInput({ eventId, slotId: values['slotId'], displace: values['displace'] === 'on' }),
    ),
  ),
};
