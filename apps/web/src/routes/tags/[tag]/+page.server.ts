import { error } from '@sveltejs/kit';
import { archive } from '@plenary/domain/materials/archive-queries.ts';
import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { listCourses } from '@plenary/domain/training/course-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { pageNumber, POSTS_A_PAGE } from '#lib/posts/page-number.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { tag }, url }) => {
  const page = pageNumber(url);
  const { db } = locals.app;
  const { posts, count } = await publishedPosts(db, { tag, page, perPage: POSTS_A_PAGE });
  const courses = await listCourses(db, { tag });
  const { count: inArchive } = await archive(db, { topic: tag, perPage: 1 });
  if (count + courses.length + inArchive === 0) error(404, m.posts_tag_unknown({ tag }));
  return {
    tag,
    count,
    page,
    pages: Math.ceil(count / POSTS_A_PAGE),
    posts: posts.map(postSummary),
    courses: courses.map(({ slug, title }) => ({ slug, title })),
    inArchive,
  };
};
