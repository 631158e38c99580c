import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { inviteNext } from './invite-next.ts';
import { invitationOrThrow, moveInvitation } from './move-invitation.ts';
import { requireOwnInvitation } from './own-invitation.ts';

/** Gives the request or the place back. The place is free at once. */
export const withdrawInvitation = defineAction({
  name: 'withdraw-invitation',
  input: z.strictObject({ invitationId: id }),
  allow: ({ tx, actor, input }) => requireOwnInvitation(tx, actor, input.invitationId),
  run: async (work): Promise<{ state: 'withdrawn' }> => {
    const { tx, input } = work;
    const { event_id: eventId } = await invitationOrThrow(tx, input.invitationId);
    await takeTurn(tx, eventId);
    const invitation = await invitationOrThrow(tx, input.invitationId);
    if (invitation.state === 'withdrawn') return { state: 'withdrawn' };
    const event = await eventOrThrow(tx, eventId);
    await moveInvitation(work, event, invitation, 'withdrawn');
    await inviteNext(work, event);
    return { state: 'withdrawn' };
  },
});
