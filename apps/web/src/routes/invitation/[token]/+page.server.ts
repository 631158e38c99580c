import { error, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '@plenary/domain/kernel/actor.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { isToday } from '@plenary/domain/check-in/presence.ts';
import { requestsOf } from '@plenary/domain/events/event.ts';
import { askAgain } from '@plenary/domain/invitations/ask-again.ts';
import { confirmInvitation } from '@plenary/domain/invitations/confirm-invitation.ts';
import { readInvitationToken } from '@plenary/domain/invitations/invitation-link.ts';
import { invitationStatus } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { sayFood } from '@plenary/domain/invitations/say-food.ts';
import { withdrawInvitation } from '@plenary/domain/invitations/withdraw-invitation.ts';
import { m } from '#lib/paraglide/messages.js';
import { ownCode } from '#lib/check-in/own-code.server.ts';
import { arriveBy } from '#lib/server/door-limit.ts';
import { asInput } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  const { app } = locals;
  const invitationId = readInvitationToken(app.site.secret, params.token);
  const status = invitationId && (await invitationStatus(app.db, invitationId));
  if (!status) error(404, m.error_not_found());
  const now = timestamp(app.clock.now());
  const hasPlace = status.state === 'confirmed' || status.state === 'attended';
  return {
    code: hasPlace && !status.event.cancelledAt ? ownCode(app.site, invitationId) : null,
    atTheDoor: hasPlace && isToday(status.event, now),
    status,
    now,
    mayAskAgain: requestsOf(status.event, now) === 'open',
  };
};

/** Whoever holds the link acts for its person, and only on this invitation. */
function holderOf(event: RequestEvent): { actor: Actor; invitationId: string } {
  const invitationId = readInvitationToken(event.locals.app.site.secret, event.params['token'] ?? '');
  if (!invitationId) error(404, m.error_not_found());
  return { actor: { kind: 'link-holder', invitationId }, invitationId };
}

function acting(action: typeof confirmInvitation | typeof withdrawInvitation | typeof askAgain) {
  return async (event: RequestEvent) => {
    const { actor, invitationId } = holderOf(event);
    const form = await readForm(event);
    const result = await action(event.locals.app.needs(form.key), actor, { invitationId });
    return result.ok ? { became: result.value.state } : refuse(event, result.error, form.values);
  };
}

export const actions: Actions = {
  confirm: acting(confirmInvitation),
  withdraw: acting(withdrawInvitation),
  askAgain: acting(askAgain),
  food: async (event) => {
    const { actor, invitationId } = holderOf(event);
    const form = await readForm(event);
    const result = await sayFood(event.locals.app.needs(), actor, asInput({ ...form.values, invitationId }));
    return result.ok ? { fed: true } : refuse(event, result.error, form.values);
  },
  arrive: (event) => {
    const { actor, invitationId } = holderOf(event);
    return arriveBy(event, actor, invitationId);
  },
};
