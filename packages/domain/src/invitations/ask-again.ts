import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { invitationOrThrow, moveInvitation, notFromHere } from './move-invitation.ts';
import { requireOwnInvitation } from './own-invitation.ts';
import { requireOpen } from './request-invitation.ts';

/** Brings a withdrawn or expired request back, while requests are open. */
export const askAgain = defineAction({
  name: 'ask-again',
  input: z.strictObject({ invitationId: id }),
  allow: ({ tx, actor, input }) => requireOwnInvitation(tx, actor, input.invitationId),
  run: async (work) => {
    const invitation = await invitationOrThrow(work.tx, work.input.invitationId);
    const event = await eventOrThrow(work.tx, invitation.event_id);
    requireOpen(event, work.now);
    // Somebody who is here is never asked back out of the house.
    if (invitation.state === 'attended') throw notFromHere(invitation, 'requested');
    await moveInvitation(work, event, invitation, 'requested');
    return { state: 'requested' as const };
  },
});
