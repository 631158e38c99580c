import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import { decideMessages } from '@plenary/domain/messages/decide-messages.ts';
import { outbox } from '@plenary/domain/messages/message-queries.ts';
import { MAILS_A_PAGE } from '#lib/messages/mails-a-page.ts';
import { pageNumber } from '#lib/posts/page-number.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const page = pageNumber(request.url);
  const { messages, count, held } = await outbox(request.locals.app.db, event.id, {
    ...{ page, perPage: MAILS_A_PAGE },
  });
  return {
    messages: messages.map(({ id, state, subject, text, to_email, created_at, error }) => ({
      id,
      state,
      subject,
      text,
      email: to_email,
      at: created_at,
      error,
    })),
    held,
    page,
    pages: Math.ceil(count / MAILS_A_PAGE),
  };
};

export const actions: Actions = {
  decide: async (request) => {
    const { app, actor } = request.locals;
    const form = await readForm(request);
    const event = await findEventBySlug(app.db, request.params.event);
    const result = await decideMessages(
      app.needs(form.key),
      actor,
      asInput({
        eventId: event?.id ?? '',
        messageIds: form.all('messageId'),
        decision: form.values['decision'],
      }),
    );
    return result.ok ? { done: result.value.count } : refuse(request, result.error, form.values);
  },
};
