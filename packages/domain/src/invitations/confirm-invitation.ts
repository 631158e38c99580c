import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { phaseOf, type Event } from '../events/event.ts';
import { eventOrThrow, placesTaken } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { invitationOrThrow, moveInvitation, type InvitationRow } from './move-invitation.ts';
import { requireOwnInvitation } from './own-invitation.ts';

/**
 * Takes the place one is invited to. When all places are confirmed meanwhile, the invitation goes
 * to the waiting list instead, and the result says so. Confirming twice is confirming once.
 */
export const confirmInvitation = defineAction({
  name: 'confirm-invitation',
  input: z.strictObject({ invitationId: id }),
  allow: ({ tx, actor, input }) => requireOwnInvitation(tx, actor, input.invitationId),
  run: async (work): Promise<{ state: 'confirmed' | 'waitlisted' }> => {
    const { tx, input, now } = work;
    const { event_id: eventId } = await invitationOrThrow(tx, input.invitationId);
    await takeTurn(tx, eventId);
    const invitation = await invitationOrThrow(tx, input.invitationId); // as it is now that it is our turn
    if (invitation.state === 'confirmed' || invitation.state === 'attended') return { state: 'confirmed' };
    const event = await eventOrThrow(tx, eventId);
    requireOffer(event, invitation, now);
    const state = (await placesTaken(tx, eventId)) < event.capacity ? 'confirmed' : 'waitlisted';
    await moveInvitation(work, event, invitation, state);
    return { state };
  },
});

function requireOffer(event: Event, invitation: InvitationRow, now: Timestamp): void {
  const phase = phaseOf(event, now);
  if (phase === 'cancelled' || phase === 'past')
    throw new DomainError('wrong-state', `“${event.name}” is ${phase}.`);
  if (invitation.state !== 'invited')
    throw new DomainError(
      'wrong-state',
      `There is no place to confirm: the request is ${invitation.state}.`,
      {
        params: { from: invitation.state, to: 'confirmed' },
      },
    );
  if (invitation.confirm_by && now > invitation.confirm_by)
    throw new DomainError('wrong-state', `The place was kept until ${invitation.confirm_by}.`, {
      params: { at: invitation.confirm_by, zone: event.zone },
    });
}
