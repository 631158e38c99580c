import { mayCreateEvents } from '@plenary/domain/events/create-event.ts';
import { listCourses } from '@plenary/domain/training/course-queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { db } = locals.app;
  const tag = url.searchParams.get('tag');
  return {
    tag,
    courses: await listCourses(db, tag ? { tag } : {}),
    mayWrite: await mayCreateEvents(db, locals.actor),
  };
};
