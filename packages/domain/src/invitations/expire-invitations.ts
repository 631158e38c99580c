import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { notAllowed } from '../kernel/errors.ts';
import { inviteNext } from './invite-next.ts';
import { eventsDue } from './invitation-queries.ts';
import { invitationRows, moveInvitation } from './move-invitation.ts';

/**
 * Ends invitations that were not confirmed in time and invites the next where organisers want that,
 * also where places came free in another way (a larger capacity). For the clock's job: ask
 * `eventsDue` first, so that a quiet night leaves no rows.
 */
export const expireInvitations = defineAction({
  name: 'expire-invitations',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('Invitations expire by themselves.');
  },
  run: async (work) => {
    const { tx, now } = work;
    let [expired, invited] = [0, 0];
    // Ids in order: two processes that do this at once wait for each other rather than cross.
    for (const eventId of await eventsDue(tx, now)) {
      await takeTurn(tx, eventId);
      const event = await eventOrThrow(tx, eventId);
      const late = await invitationRows(tx)
        .where('event_id', '=', eventId)
        .where('state', '=', 'invited')
        .where('confirm_by', '<', now)
        .orderBy('invitations.id')
        .execute();
      for (const invitation of late) await moveInvitation(work, event, invitation, 'expired');
      expired += late.length;
      invited += await inviteNext(work, event);
    }
    return { expired, invited };
  },
});
