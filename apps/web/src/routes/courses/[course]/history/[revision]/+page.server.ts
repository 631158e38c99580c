import { error, redirect } from '@sveltejs/kit';
import { mayCreateEvents } from '@plenary/domain/events/create-event.ts';
import { compareTexts } from '@plenary/domain/text/compared-text.ts';
import { courseAsText } from '@plenary/domain/training/course.ts';
import { findCourseRevision } from '@plenary/domain/training/course-queries.ts';
import { restoreCourse } from '@plenary/domain/training/restore-course.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { courseOf } from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { db } = request.locals.app;
  const { id, slug, title, version } = await courseOf(request);
  const asked = request.params.revision;
  const found = /^[1-9]\d{0,8}$/.test(asked) ? await findCourseRevision(db, id, Number(asked)) : undefined;
  if (!found) error(404, m.error_not_found());
  const { revision, text, before } = found;
  return {
    course: { slug, title, version },
    revision,
    text: courseAsText(text),
    lines: compareTexts(before ? courseAsText(before) : '', courseAsText(text)),
    mayRestore: revision.version < version && (await mayCreateEvents(db, request.locals.actor)),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  restore: async (request) => {
    const course = await courseOf(request);
    const { values, key } = await readForm(request);
    const result = await restoreCourse(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ courseId: course.id, version: values['version'], revision: request.params.revision }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/courses/${course.slug}?restored`);
  },
};
