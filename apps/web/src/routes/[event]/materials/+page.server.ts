import { filesForEdition } from '@plenary/domain/training/course-file-queries.ts';
import { attach, doneOf, itemActions, materialsShown, uploadLimits } from '#lib/materials/desk.server.ts';
import { newFormKey } from '#lib/server/form.ts';
import { courseFileView } from '#lib/training/course-files.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing, may } = await parent();
  return {
    materials: await materialsShown(locals, standing, { eventId: event.id }, may.organise),
    course: await courseShown(locals, event.id),
    limits: may.organise ? uploadLimits(locals) : null,
    done: doneOf(url),
    formKey: newFormKey(),
  };
};

/** What the course hands to an edition of it; null where there is none. */
async function courseShown({ app }: App.Locals, eventId: string) {
  const course = await filesForEdition(app.db, eventId);
  if (!course || course.files.length === 0) return null;
  const { slug, title, files } = course;
  return { slug, title, files: files.map(courseFileView) };
}

export const actions: Actions = {
  ...itemActions,
  attach: (event) => attach(event, null),
};
