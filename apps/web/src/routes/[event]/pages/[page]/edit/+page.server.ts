import { redirect } from '@sveltejs/kit';
import { changePage } from '@plenary/domain/pages/change-page.ts';
import { removePage } from '@plenary/domain/pages/remove-page.ts';
import { renamePage } from '@plenary/domain/pages/rename-page.ts';
import { setPageWriters } from '@plenary/domain/pages/set-page-writers.ts';
import { mustWrite, notWriting, pageOf, pageOfForm, previewEventPage } from '#lib/pages/event-page.server.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  const page = await pageOf(request, event);
  mustWrite(request, notWriting(standing, event, page));
  const { slug, name, body, version, writers } = page;
  return { page: { slug, name, body, version, writers }, formKey: newFormKey() };
};

export const actions: Actions = {
  preview: previewEventPage,
  change: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const { version, body, summary } = values;
    const result = await changePage(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId: event.id, pageId: page.id, version, body, summary }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/pages/${page.movedTo ?? page.slug}?saved`);
  },
  rename: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const { name, version } = values;
    const result = await renamePage(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId: event.id, pageId: page.id, version, name }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/pages/${result.value.slug}?renamed`);
  },
  leave: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const result = await setPageWriters(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      pageId: page.id,
      writers: values['leave'] === 'on' ? 'organisers' : 'attendees',
    });
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  remove: async (request) => {
    const { event, page } = await pageOfForm(request);
    const { values, key } = await readForm(request);
    const result = await removePage(request.locals.app.needs(key), request.locals.actor, {
      eventId: event.id,
      pageId: page.id,
      removed: true,
    });
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/pages?removed=${page.id}`);
  },
};
