import { projectHistory } from '@plenary/domain/projects/revision-queries.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { projectOf } from '#lib/projects/project-page.server.ts';
import type { PageServerLoad } from './$types';

const REVISIONS_A_PAGE = 50;

export const load: PageServerLoad = async (request) => {
  const { id, slug, name } = await projectOf(request);
  const page = pageNumber(request.url);
  const { revisions, count } = await projectHistory(request.locals.app.db, id, {
    page,
    perPage: REVISIONS_A_PAGE,
  });
  return { project: { slug, name }, revisions, page, pages: Math.ceil(count / REVISIONS_A_PAGE) };
};
