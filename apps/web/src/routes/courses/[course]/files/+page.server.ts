import { redirect, type RequestEvent } from '@sveltejs/kit';
import { valueOf, type Result } from '@plenary/domain/kernel/action.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { attachCourseFiles } from '@plenary/domain/training/attach-course-files.ts';
import { courseFiles } from '@plenary/domain/training/course-file-queries.ts';
import { moveCourseFile } from '@plenary/domain/training/move-course-file.ts';
import { removeCourseFile } from '@plenary/domain/training/remove-course-file.ts';
import { receivedUploads, uploadLimits } from '#lib/materials/desk.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse, type ReadForm } from '#lib/server/form.ts';
import { courseFileView } from '#lib/training/course-files.server.ts';
import { courseOf, mustWriteCourses } from '#lib/training/course-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['attached', 'moved', 'removed'] as const;

export const load: PageServerLoad = async (event) => {
  await mustWriteCourses(event);
  const { id, slug, title, modules } = await courseOf(event);
  const files = await courseFiles(event.locals.app.db, id);
  return {
    course: { id, slug, title },
    modules: modules.map((module) => ({ id: module.id, title: module.title })),
    files: files.map(courseFileView),
    limits: uploadLimits(event.locals),
    done: DONE.find((one) => event.url.searchParams.get('done') === one) ?? null,
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  attach: (event) =>
    answer(event, 'attached', async (form, courseId) => {
      const uploads = await receivedUploads(event.locals, { courseId }, form);
      const { app, actor } = event.locals;
      const { title, moduleId } = form.values;
      const input = { courseId, moduleId: moduleId || null, title, uploads };
      return attachCourseFiles(app.needs(form.key), actor, asInput(input));
    }),
  move: (event) =>
    answer(event, 'moved', ({ key, values }, courseId) => {
      const { app, actor } = event.locals;
      return moveCourseFile(app.needs(key), actor, asInput({ courseId, fileId: values['fileId'] }));
    }),
  remove: (event) =>
    answer(event, 'removed', ({ key, values }, courseId) => {
      const { app, actor } = event.locals;
      return removeCourseFile(app.needs(key), actor, asInput({ courseId, fileId: values['fileId'] }));
    }),
};

/** Does it with the course of the page's address, then shows the page anew. */
async function answer(
  event: RequestEvent,
  done: (typeof DONE)[number],
  act: (form: ReadForm, courseId: string) => Promise<Result<unknown>>,
) {
  const { id } = await courseOf(event);
  const form = await readForm(event);
  try {
    valueOf(await act(form, id));
  } catch (problem) {
    if (problem instanceof DomainError) return refuse(event, problem, form.values);
    throw problem;
  }
  redirect(303, `${event.url.pathname}?done=${done}`);
}
