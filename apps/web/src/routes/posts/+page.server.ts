import { drafts, publishedPosts, tagCounts, yearCounts } from '@plenary/domain/posts/post-queries.ts';
import { pageNumber, POSTS_A_PAGE } from '#lib/posts/page-number.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import { deskOf } from '#lib/posts/writers.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { db } = locals.app;
  const page = pageNumber(url);
  const { posts, count } = await publishedPosts(db, { page, perPage: POSTS_A_PAGE });
  const desk = await deskOf(locals);
  const waiting = desk
    ? await drafts(db, { eventIds: desk.events.map((event) => event.id), siteOwner: desk.siteOwner })
    : [];
  return {
    posts: posts.map(postSummary),
    page,
    pages: Math.ceil(count / POSTS_A_PAGE),
    tags: await tagCounts(db),
    years: await yearCounts(db),
    mayWrite: desk !== null,
    drafts: waiting.map(({ slug, title, publishAt }) => ({ slug, title, publishAt })),
  };
};
