import { organises } from '@plenary/domain/standing/standing.ts';
import { eventPagesNamed, listPages } from '@plenary/domain/pages/page-queries.ts';
import { removePage } from '@plenary/domain/pages/remove-page.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { notWriting } from '#lib/pages/event-page.server.ts';
import { namesOf, START_KEYS, startOf } from '#lib/pages/starts.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing } = await parent();
  const { db } = locals.app;
  const removed = organises(standing) ? await listPages(db, event.id, { removed: true }) : [];
  const there = await eventPagesNamed(db, event.id, START_KEYS.flatMap(namesOf));
  const reason = notWriting(standing, event);
  return {
    pages: await listPages(db, event.id),
    removed,
    justRemoved: removed.find((page) => page.id === url.searchParams.get('removed'))?.name ?? null,
    reason,
    starts:
      reason === null
        ? START_KEYS.filter((key) => !namesOf(key).some((name) => there.has(name))).map(startOf)
        : [],
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  bringBack: async (request) => {
    const eventId = await eventIdOf(request);
    const { values, key } = await readForm(request);
    const result = await removePage(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId, pageId: values['pageId'], removed: false }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
};
