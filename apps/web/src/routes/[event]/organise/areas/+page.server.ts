import { closeArea } from '@plenary/domain/events/close-area.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { removeArea } from '@plenary/domain/events/remove-area.ts';
import { setArea } from '@plenary/domain/events/set-area.ts';
import { consent, gridForm, ticked } from '#lib/events/grid-form.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const grid = await eventGrid(request.locals.app.db, event.id);
  return {
    areas: grid.areas.map((area) => ({
      ...area,
      closedSlotIds: grid.closures
        .filter((closure) => closure.areaId === area.id)
        .map((closure) => closure.slotId),
    })),
    days: grid.days,
    sessionSlots: grid.slots.filter((slot) => slot.kind === 'sessions'),
  };
};

export const actions: Actions = {
  setArea: gridForm(setArea, (values) => ({
    ...(values['areaId'] && { areaId: values['areaId'] }),
    label: values['label'],
    name: values['name'],
    seats: values['seats']?.trim() ? values['seats'] : null,
    onlineLink: values['onlineLink'],
    features: ticked(values, 'feature'),
    ...consent(values),
  })),
  removeArea: gridForm(removeArea, (values) => ({ areaId: values['areaId'], ...consent(values) })),
  closeArea: gridForm(closeArea, (values) => ({
    areaId: values['areaId'],
    closedSlotIds: ticked(values, 'slot'),
    ...consent(values),
  })),
};
