import { checkIn } from '@plenary/domain/check-in/check-in.ts';
import { doorList } from '@plenary/domain/check-in/door-queries.ts';
import { doorDay } from '@plenary/domain/check-in/presence.ts';
import { findEvent } from '@plenary/domain/events/event-queries.ts';
import { readCheckInCode } from '@plenary/domain/invitations/check-in-code.ts';
import { invitationStatus } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { newId } from '@plenary/domain/kernel/ids.ts';
import { organises, standingIn } from '@plenary/domain/standing/standing.ts';
import { error, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * What the picture on a badge leads to. To everybody but helpers of its event it says the same, whether
 * the code is right or not: a badge is seen by many.
 */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  return { signedIn: locals.account !== null, here: await forHelper({ locals, params }) };
};

export const actions: Actions = {
  default: async (event) => {
    const place = await placeForHelper(event);
    if (!place) error(404, m.error_not_found());
    const { app, actor } = event.locals;
    const marks = [{ key: newId(), kind: 'here' as const, invitationId: place.invitationId }];
    const result = await checkIn(app.needs(), actor, { eventId: place.eventId, marks });
    return result.ok ? { answer: result.value[0] } : refuse(event, result.error, {});
  },
};

type Asked = Pick<RequestEvent, 'locals'> & { readonly params: { readonly code?: string | undefined } };

/** The place of the code, when whoever asks helps at its event. */
async function placeForHelper({ locals, params }: Asked) {
  const { app, actor } = locals;
  const invitationId = readCheckInCode(app.site.secret, params.code ?? '');
  const status = invitationId ? await invitationStatus(app.db, invitationId) : undefined;
  if (!invitationId || !status) return undefined;
  const standing = await standingIn(app.db, actor, status.eventId).catch(() => undefined); // not visible: not a helper
  if (!standing || !(organises(standing) || standing.helper)) return undefined;
  return { invitationId, eventId: status.eventId, name: status.name, state: status.state };
}

async function forHelper(asked: Asked) {
  const place = await placeForHelper(asked);
  const { app } = asked.locals;
  const event = place && (await findEvent(app.db, place.eventId));
  if (!place || !event) return undefined;
  const day = doorDay(timestamp(app.clock.now()), event.zone);
  const person = (await doorList(app.db, app.site.secret, event, day)).find(
    (one) => one.id === place.invitationId,
  );
  return {
    event: { name: event.name, slug: event.slug, zone: event.zone },
    name: place.name,
    state: place.state,
    person: person && { arrivedAt: person.arrivedAt, arrivedBy: person.arrivedBy, leftAt: person.leftAt },
  };
}
