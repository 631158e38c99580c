import { redirect } from '@sveltejs/kit';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { listEvents } from '@plenary/domain/events/event-queries.ts';
import { publishedPosts } from '@plenary/domain/posts/post-queries.ts';
import { loadSample } from '@plenary/domain/sample/load-sample.ts';
import { postSummary } from '#lib/posts/post-summary.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The newest ones; all of them are under News. */
const POSTS_SHOWN = 3;

export const load: PageServerLoad = async ({ locals }) => {
  const now = timestamp(locals.app.clock.now());
  const { upcoming, past, mine } = await listEvents(locals.app.db, locals.actor, now);
  const mayCreate = Boolean(locals.account?.siteOwner) || mine.some((event) => event.role === 'organiser');
  const own = mine.filter((event) => event.role !== null);
  const others = (event: { id: string }): boolean => !own.some((one) => one.id === event.id);
  const news = await publishedPosts(locals.app.db, { perPage: POSTS_SHOWN });
  return {
    upcoming: upcoming.filter(others),
    past: past.filter(others),
    mine: own,
    mayCreate,
    posts: news.posts.map(postSummary),
    morePosts: news.count > news.posts.length,
  };
};

export const actions: Actions = {
  sample: async (event) => {
    const form = await readForm(event);
    const { app, actor } = event.locals;
    const loaded = await loadSample(app.needs(form.key), app.files, actor);
    if (!loaded.ok) return refuse(event, loaded.error, form.values);
    redirect(303, `/${loaded.value.slug}`);
  },
};
