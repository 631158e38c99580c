import { eventPagesNamed, watchesPage } from '@plenary/domain/pages/page-queries.ts';
import { watchPage } from '@plenary/domain/pages/watch-page.ts';
import { notWriting, pageOf, pageOfForm, renderEventPage } from '#lib/pages/event-page.server.ts';
import { namesOf } from '#lib/pages/starts.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  const { app, account } = request.locals;
  const { body, id, ...page } = await pageOf(request, event);
  const isTravel = [...(await eventPagesNamed(app.db, event.id, namesOf('travel'))).values()].some(
    ({ slug }) => slug === page.slug,
  );
  return {
    page,
    html: await renderEventPage(app.db, event, body, 2),
    reason: notWriting(standing, event, page),
    /** The organisers' own words about the way, from the event's settings. */
    leadsToTravel: isTravel && Boolean(event.venueName || event.travel),
    watching: account ? await watchesPage(app.db, id, account.id) : null,
    done: DONE.find((one) => request.url.searchParams.has(one)) ?? null,
    formKey: newFormKey(),
  };
};

const DONE = ['saved', 'renamed', 'restored'] as const;

export const actions: Actions = {
  watch: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const watching = eitherOr(values['watching'], 'true', 'false');
    const result = await watchPage(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId: event.id, pageId: page.id, watching }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
};
