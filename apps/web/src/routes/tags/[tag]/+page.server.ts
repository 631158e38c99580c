import { error } from '@sveltejs/kit';
import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { pageNumber, POSTS_A_PAGE } from '#lib/posts/page-number.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { tag }, url }) => {
  const page = pageNumber(url);
  const { posts, count } = await publishedPosts(locals.app.db, { tag, page, perPage: POSTS_A_PAGE });
  if (count === 0) error(404, m.posts_tag_unknown({ tag }));
  return {
    tag,
    count,
    page,
    pages: Math.ceil(count / POSTS_A_PAGE),
    posts: posts.map(postSummary),
  };
};
