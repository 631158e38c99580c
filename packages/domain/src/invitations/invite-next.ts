import type { Event } from '../events/event.ts';
import { invitesNext } from './invitation.ts';
import { countOffers } from './invitation-queries.ts';
import { invitationRows, moveInvitation, type InvitationWork } from './move-invitation.ts';

/**
 * Invites whoever has waited longest, as many as there are places that nobody holds or is offered,
 * if the organisers want that to happen by itself. Returns how many. Call it in the event's turn.
 */
export async function inviteNext(work: InvitationWork, event: Event): Promise<number> {
  if (!invitesNext(event, work.now)) return 0;
  const free = event.capacity - (await countOffers(work.tx, event.id));
  if (free <= 0) return 0;
  const next = await invitationRows(work.tx)
    .where('event_id', '=', event.id)
    .where('state', '=', 'waitlisted')
    .orderBy('waitlisted_at')
    .orderBy('invitations.id')
    .limit(free)
    .execute();
  for (const invitation of next) await moveInvitation(work, event, invitation, 'invited');
  return next.length;
}
