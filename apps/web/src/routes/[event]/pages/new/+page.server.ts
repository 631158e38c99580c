import { redirect } from '@sveltejs/kit';
import { createPage } from '@plenary/domain/pages/create-page.ts';
import { organises } from '@plenary/domain/standing/standing.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { mustWrite, notWriting, previewEventPage } from '#lib/pages/event-page.server.ts';
import { isStartKey, startOf } from '#lib/pages/starts.ts';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_NAME = 80;

export const load: PageServerLoad = async (request) => {
  const { event, standing } = await request.parent();
  mustWrite(request, notWriting(standing, event));
  const { searchParams } = request.url;
  const key = searchParams.get('start');
  const start = isStartKey(key) ? startOf(key) : null;
  const values: Record<string, string> = {
    /** Where a link to a page that nobody has written leads. */
    name: start?.name ?? (searchParams.get('name') ?? '').slice(0, LONGEST_NAME),
    body: start?.body ?? '',
    ...(key === 'house-rules' && organises(standing) && { leave: 'on' }),
  };
  return { formKey: newFormKey(), values };
};

export const actions: Actions = {
  preview: previewEventPage,
  create: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const { name, body, summary, leave } = values;
    const result = await createPage(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({
        ...{ eventId: event.id, name, body, summary },
        writers: leave === 'on' ? 'organisers' : 'attendees',
      }),
    );
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/pages/${result.value.slug}`);
  },
};
