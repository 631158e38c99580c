import { courseHistory } from '@plenary/domain/training/course-queries.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { courseOf } from '#lib/training/course-form.server.ts';
import type { PageServerLoad } from './$types';

const REVISIONS_A_PAGE = 50;

export const load: PageServerLoad = async (request) => {
  const { id, slug, title } = await courseOf(request);
  const page = pageNumber(request.url);
  const perPage = REVISIONS_A_PAGE;
  const { revisions, count } = await courseHistory(request.locals.app.db, id, { page, perPage });
  return { course: { slug, title }, revisions, page, pages: Math.ceil(count / perPage) };
};
