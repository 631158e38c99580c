import { demandFor } from '@plenary/domain/training/demand-queries.ts';
import { courseOf, mustWriteCourses } from '#lib/training/course-form.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  await mustWriteCourses(request);
  const { id, slug, title } = await courseOf(request);
  return { course: { slug, title }, places: await demandFor(request.locals.app.db, id) };
};
