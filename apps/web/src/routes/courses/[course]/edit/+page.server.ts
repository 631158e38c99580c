import { redirect } from '@sveltejs/kit';
import { changeCourse } from '@plenary/domain/training/change-course.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import {
  courseInput,
  courseOf,
  formValues,
  moreModules,
  mustWriteCourses,
  previewCourse,
  tidied,
  wrongOrder,
} from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  await mustWriteCourses(request);
  const course = await courseOf(request);
  const { slug, title, version } = course;
  return { course: { slug, title, version }, values: formValues(course), formKey: newFormKey() };
};

export const actions: Actions = {
  more: moreModules,
  preview: previewCourse,
  change: async (request) => {
    const course = await courseOf(request);
    const form = await readForm(request);
    const wrong = wrongOrder(form.values);
    if (wrong) return refuse(request, wrong, form.values);
    const values = tidied(form.values);
    const { app, actor } = request.locals;
    const result = await changeCourse(
      app.needs(form.key),
      actor,
      asInput({ ...courseInput(values), courseId: course.id, version: values['version'] }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/courses/${result.value.slug}?saved`);
  },
};
