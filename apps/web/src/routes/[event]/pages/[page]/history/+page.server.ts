import { pageHistory } from '@plenary/domain/pages/page-revision-queries.ts';
import { pageOf } from '#lib/pages/event-page.server.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import type { PageServerLoad } from './$types';

const REVISIONS_A_PAGE = 50;

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  const { id, slug, name } = await pageOf(request, event);
  const page = pageNumber(request.url);
  const { revisions, count } = await pageHistory(request.locals.app.db, id, {
    page,
    perPage: REVISIONS_A_PAGE,
  });
  return { text: { slug, name }, revisions, page, pages: Math.ceil(count / REVISIONS_A_PAGE) };
};
