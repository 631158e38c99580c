import { redirect } from '@sveltejs/kit';
import { listEvents } from '@plenary/domain/events/event-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { makeEdition } from '@plenary/domain/training/make-edition.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { courseOf, mustWriteCourses } from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  await mustWriteCourses(request);
  const { slug, title } = await courseOf(request);
  const { app, actor } = request.locals;
  const { mine } = await listEvents(app.db, actor, timestamp(app.clock.now()));
  return {
    course: { slug, title },
    zones: Intl.supportedValuesOf('timeZone'),
    clones: mine
      .filter((event) => event.role === 'organiser' && event.kind === 'training')
      .map(({ id, name, zone }) => ({ id, name, zone })),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  make: async (request) => {
    const { id: courseId } = await courseOf(request);
    const { values, key } = await readForm(request);
    const { cloneOf, days, name, startDate, zone, venueName, capacity, teachers = '', preparation } = values;
    const leads = teachers.split(',').flatMap((one) => (one.trim() ? { name: one.trim() } : []));
    const { app, actor } = request.locals;
    const result = await makeEdition(
      app.needs(key),
      actor,
      asInput({
        ...{ courseId, name, startDate, zone, leads, preparation, locale: getLocale() },
        ...(cloneOf && { cloneOf }),
        ...(days && { days }),
        ...(venueName && { venueName }),
        ...(capacity && { capacity }),
      }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${result.value.slug}/organise/training?made`);
  },
};
