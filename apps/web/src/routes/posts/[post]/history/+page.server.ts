import { postHistory } from '@plenary/domain/posts/post-revision-queries.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { postToWrite } from '#lib/posts/writers.server.ts';
import type { PageServerLoad } from './$types';

const REVISIONS_A_PAGE = 50;

export const load: PageServerLoad = async (request) => {
  const { id, slug, title } = await postToWrite(request);
  const page = pageNumber(request.url);
  const { revisions, count } = await postHistory(request.locals.app.db, id, {
    page,
    perPage: REVISIONS_A_PAGE,
  });
  return { post: { slug, title }, revisions, page, pages: Math.ceil(count / REVISIONS_A_PAGE) };
};
