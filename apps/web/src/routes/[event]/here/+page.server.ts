import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { notFound, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { eventIdOf } from '#lib/events/event-of.server.ts';
import { arriveBy } from '#lib/server/door-limit.ts';
import { throwErrorPage } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event } = await parent();
  const { app, account } = locals;
  const mine = account ? await invitationOf(app.db, event.id, account.id) : undefined;
  const code = (url.searchParams.get('code') ?? '').slice(0, 40);
  return {
    code,
    signedIn: account !== null,
    hasPlace: mine !== undefined && ['confirmed', 'attended', 'no-show'].includes(mine.state),
    back: `/${event.slug}/here${code ? `?code=${encodeURIComponent(code)}` : ''}`,
  };
};

export const actions: Actions = {
  arrive: async (request) => {
    const eventId = await eventIdOf(request);
    const { app, actor, account } = request.locals;
    if (!account) throwErrorPage(request, signInNeeded());
    const mine = await invitationOf(app.db, eventId, account.id);
    if (!mine) throwErrorPage(request, notFound('invitation', 'of yours'));
    return arriveBy(request, actor, mine.id);
  },
};
