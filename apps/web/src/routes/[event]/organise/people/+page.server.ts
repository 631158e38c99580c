import { peopleWithRoles } from '@plenary/domain/events/event-queries.ts';
import { giveRole } from '@plenary/domain/events/give-role.ts';
import { takeRole } from '@plenary/domain/events/take-role.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  return { formKey: newFormKey(), people: await peopleWithRoles(request.locals.app.db, event.id) };
};

export const actions: Actions = {
  give: async (request) => {
    const { id: eventId } = await eventOf(request);
    const form = await readForm(request);
    const { email, name, role } = form.values;
    const result = await giveRole(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ eventId, email, role, ...(name && { name }) }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, form.values);
  },
  take: async (request) => {
    const { id: eventId } = await eventOf(request);
    const form = await readForm(request);
    const { personId, role } = form.values;
    const result = await takeRole(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ eventId, personId, role }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, {});
  },
};
