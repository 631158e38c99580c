import { redirect } from '@sveltejs/kit';
import { createEvent, mayCreateEvents } from '@plenary/domain/events/create-event.ts';
import { listEvents } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { app, actor, account } = request.locals;
  if (!(await mayCreateEvents(app.db, actor)))
    throwErrorPage(request, account ? notAllowed('') : signInNeeded());
  const { mine } = await listEvents(app.db, actor, timestamp(app.clock.now()));
  return {
    formKey: newFormKey(),
    zones: Intl.supportedValuesOf('timeZone'),
    clones: mine
      .filter((event) => event.role === 'organiser')
      .map(({ id, name, zone, venueName }) => ({ id, name, zone, venueName })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event);
    const { start = '', name, slug, startDate, zone, venueName, capacity } = form.values;
    const [way, what] = start.split(':');
    const result = await createEvent(
      event.locals.app.needs(form.key),
      event.locals.actor,
      asInput({
        ...(way === 'clone' ? { cloneOf: what } : { template: what }),
        name,
        startDate,
        zone,
        ...(slug && { slug }),
        ...(venueName && { venueName }),
        ...(capacity && { capacity }),
        locale: getLocale(),
      }),
    );
    if (!result.ok) return refuse(event, result.error, form.values);
    redirect(303, `/${result.value.slug}/organise`);
  },
};
