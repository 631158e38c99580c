import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { requireHelper } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { invitationOrThrow, moveInvitation } from './move-invitation.ts';

/** Says that somebody with a confirmed place is here, or takes that back. Saying it twice is saying it once. */
export const checkIn = defineAction({
  name: 'check-in',
  input: z.strictObject({ eventId: id, invitationId: id, here: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
  },
  run: async (work) => {
    const { tx, input } = work;
    await takeTurn(tx, input.eventId);
    const invitation = await invitationOrThrow(tx, input.invitationId);
    if (invitation.event_id !== input.eventId) throw notFound('invitation', input.invitationId);
    const state = input.here ? ('attended' as const) : ('confirmed' as const);
    if (invitation.state !== state)
      await moveInvitation(work, await eventOrThrow(tx, input.eventId), invitation, state);
    return { name: invitation.name, state };
  },
});
