import { redirect } from '@sveltejs/kit';
import { createCourse } from '@plenary/domain/training/create-course.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import {
  courseInput,
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
  return { formKey: newFormKey(), values: formValues() };
};

export const actions: Actions = {
  more: moreModules,
  preview: previewCourse,
  create: async (request) => {
    const form = await readForm(request);
    const wrong = wrongOrder(form.values);
    if (wrong) return refuse(request, wrong, form.values);
    const values = tidied(form.values);
    const { app, actor } = request.locals;
    const result = await createCourse(app.needs(form.key), actor, asInput(courseInput(values)));
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/courses/${result.value.slug}`);
  },
};
