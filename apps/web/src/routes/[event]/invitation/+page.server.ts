import { fail, redirect } from '@sveltejs/kit';
import { requestsOf } from '@plenary/domain/events/event.ts';
import { eventOrganisations } from '@plenary/domain/events/event-queries.ts';
import { DomainError } from '@plenary/domain/kernel/errors.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { invitationToken } from '@plenary/domain/invitations/invitation-link.ts';
import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { requestInvitation } from '@plenary/domain/invitations/request-invitation.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { asInput } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { waitToAsk } from '#lib/server/invitation-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event } = await parent();
  const { app, account } = locals;
  const mine = account ? await invitationOf(app.db, event.id, account.id) : undefined;
  const organisations = await eventOrganisations(app.db, event.id);
  return {
    formKey: newFormKey(),
    asked: url.searchParams.has('asked'),
    requests: requestsOf(event, timestamp(app.clock.now())),
    hosts: organisations.filter((one) => one.role === 'host' && one.url),
    mine: mine && {
      state: mine.state,
      token: invitationToken(app.site.secret, mine.id),
    },
    profile: account && { name: account.name, email: account.email, affiliation: account.affiliation },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { id: eventId, slug } = await eventOf(event);
    const form = await readForm(event);
    const { name, email, affiliation, wantsToWorkOn } = form.values;
    const { app, actor, account } = event.locals;
    const wait = account ? 0 : waitToAsk(event);
    if (wait > 0) {
      event.setHeaders({ 'retry-after': String(wait) });
      const { status, data } = refuse(event, tooManyRequests(), form.values);
      const sentence = m.invitations_too_many({ minutes: Math.ceil(wait / 60) });
      return fail(status, { refused: { ...data.refused, sentence } });
    }
    const result = await requestInvitation(
      app.needs(form.key),
      actor,
      asInput({
        eventId,
        name,
        ...(!account && { email }),
        affiliation,
        wantsToWorkOn,
        locale: getLocale(),
      }),
    );
    if (!result.ok) return refuse(event, result.error, form.values);
    // A visitor gets the same answer whatever was there before; the link goes to the mail address.
    const { invitationId } = result.value;
    redirect(
      303,
      invitationId
        ? `/invitation/${invitationToken(app.site.secret, invitationId)}`
        : `/${slug}/invitation?asked`,
    );
  },
};

function tooManyRequests(): DomainError {
  return new DomainError('too-many', 'There were too many requests from here in a short time.');
}
