import { error } from '@sveltejs/kit';
import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { attendSession } from '@plenary/domain/training/attend-session.ts';
import { taughtSessions } from '@plenary/domain/training/edition-queries.ts';
import { eventForm } from '#lib/events/event-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { asInput } from '#lib/server/form-input.ts';
import { refuse } from '#lib/server/form.ts';
import { ATTEND_TRIES } from '#lib/training/attend-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, params, url }) => {
  const { event } = await parent();
  const { app, account } = locals;
  const session = (await taughtSessions(app.db, event.id)).find((one) => one.id === params.session);
  if (!session) error(404, m.error_not_found());
  const mine = account ? await invitationOf(app.db, event.id, account.id) : undefined;
  const code = (url.searchParams.get('code') ?? '').slice(0, 40);
  return {
    code,
    headline: session.headline,
    signedIn: account !== null,
    hasPlace: mine !== undefined && ['confirmed', 'attended', 'no-show'].includes(mine.state),
    back: `${url.pathname}${code ? `?code=${encodeURIComponent(code)}` : ''}`,
  };
};

export const actions: Actions = {
  attend: async (request) => {
    const { event, values, needs, actor } = await eventForm(request);
    const wait = ATTEND_TRIES.take(request.locals.account?.id ?? request.getClientAddress());
    if (wait > 0) {
      request.setHeaders({ 'retry-after': String(wait) });
      return refuse(request, new DomainError('too-many', 'Too many tries with this code.'), values);
    }
    const input = { eventId: event.id, sessionId: request.params.session, code: values['code'] };
    const result = await attendSession(needs, actor, asInput(input));
    return result.ok ? { attended: true } : refuse(request, result.error, values);
  },
};
