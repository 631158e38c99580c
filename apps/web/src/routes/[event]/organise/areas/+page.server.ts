import type { RequestEvent } from '@sveltejs/kit';
import { closeArea } from '@plenary/domain/events/close-area.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { removeArea } from '@plenary/domain/events/remove-area.ts';
import { setArea } from '@plenary/domain/events/set-area.ts';
import type { Result } from '@plenary/domain/kernel/action.ts';
import { eventNamed } from '#lib/events/event-named.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse, type ReadForm } from '#lib/server/form.ts';
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

/** One form of this page: reads it, does it, and says what was done or what is wrong. */
function change<T>(act: (request: RequestEvent, eventId: string, form: ReadForm) => Promise<Result<T>>) {
  return async (request: RequestEvent) => {
    const { id: eventId } = await eventNamed(request);
    const form = await readForm(request);
    const result = await act(request, eventId, form);
    return result.ok ? { saved: true } : refuse(request, result.error, form.values);
  };
}

/** The names after `prefix.` of all boxes that are ticked. */
function ticked(values: Readonly<Record<string, string>>, prefix: string): string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(`${prefix}.`))
    .map((name) => name.slice(prefix.length + 1));
}

export const actions: Actions = {
  setArea: change(({ locals }, eventId, { values, key }) =>
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
  removeArea: change(({ locals }, eventId, { values, key }) =>
    removeArea(
      locals.app.needs(key),
      locals.actor,
      asInput({ eventId, areaId: values['areaId'], displace: values['displace'] === 'on' }),
    ),
  ),
  closeArea: change(({ locals }, eventId, { values, key }) =>
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
