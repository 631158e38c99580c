import { error } from '@sveltejs/kit';
import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { pageNumber, POSTS_A_PAGE } from '#lib/posts/page-number.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { year }, url }) => {
  if (!/^\d{4}$/.test(year)) error(404, m.error_not_found());
  const page = pageNumber(url);
  const { posts, count } = await publishedPosts(locals.app.db, { year, page, perPage: POSTS_A_PAGE });
  if (count === 0) error(404, m.posts_year_none({ year }));
  return { year, count, page, pages: Math.ceil(count / POSTS_A_PAGE), posts: posts.map(postSummary) };
};
