import { closeArea } from '@plenary/domain/events/close-area.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { removeArea } from '@plenary/domain/events/remove-area.ts';
import { setArea } from '@plenary/domain/events/set-area.ts';
import { gridForm, ticked } from '#lib/events/grid-form.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
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
  setArea: gridForm(({ locals }, eventId, { values, key }) =>
    setArea(
      locals.app.needs(key),
      locals.actor,
      asInput({
        eventId,
        ...(values['areaId'] && { areaId: values['areaId'] }),
        label: values['label'],
        name: values['name'],
        seats: values['seats']?.trim() ? values['seats'] : null,
        onlineLink: values['onlineLink'],
        features: ticked(values, 'feature'),
        displace: values['displace'] === 'on',
      }),
    ),
  ),
  removeArea: gridForm(({ locals }, eventId, { values, key }) =>
    removeArea(
      locals.app.needs(key),
      locals.actor,
      asInput({ eventId, areaId: values['areaId'], displace: values['displace'] === 'on' }),
    ),
  ),
  closeArea: gridForm(({ locals }, eventId, { values, key }) =>
    closeArea(
      locals.app.needs(key),
      locals.actor,
      asInput({
        eventId,
        areaId: values['areaId'],
        closedSlotIds: ticked(values, 'slot'),
        displace: values['displace'] === 'on',
      }),
    ),
  ),
};
