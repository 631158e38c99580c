import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { phaseOf, type Event } from '../events/event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { DomainError, notFound, wrongField } from '../kernel/errors.ts';
import { id, optionalLine, version } from '../kernel/fields.ts';
import { predictArrivals } from './invitation.ts';
import { inviteNext } from './invite-next.ts';
import { countOffers, invitationMeters } from './invitation-queries.ts';
import { invitationRows, moveInvitation, type InvitationRow } from './move-invitation.ts';

export const DECISIONS = ['invite', 'waitlist', 'decline'] as const;

const STATE_AFTER = { invite: 'invited', waitlist: 'waitlisted', decline: 'declined' } as const;

const input = z.strictObject({
  eventId: id,
  /** Each with the version the organiser saw, so that two organisers do not write to one person twice. */
  invitations: z.array(z.strictObject({ id, version })).min(1).max(200),
  decision: z.enum(DECISIONS),
  /** The person reads it; a decline has one. */
  reason: optionalLine(500),
  /** True once the organiser has seen that there are more offers than places. */
  overInvite: z.boolean().default(false),
});

/**
 * Invites, puts on the waiting list or declines, several at once and all or none. Offering more
 * places than there are throws `event-full` with {@link TooManyOffers} until `overInvite` is said.
 */
export const decideInvitations = defineAction({
  name: 'decide-invitations',
  input,
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async (work) => {
    const { tx, input, now } = work;
    if (input.decision === 'decline' && !input.reason)
      throw wrongField('reason', 'required', 'A decline says why.');
    await takeTurn(tx, input.eventId);
    const event = await eventOrThrow(tx, input.eventId);
    const phase = phaseOf(event, now);
    if (phase === 'cancelled' || phase === 'past')
      throw new DomainError('wrong-state', `“${event.name}” is ${phase}.`);
    const invitations = await readChosen(work);
    if (input.decision === 'invite' && !input.overInvite) await refuseTooMany(work, event, invitations);
    for (const invitation of invitations)
      await moveInvitation(work, event, invitation, STATE_AFTER[input.decision], input.reason);
    await inviteNext(work, event); // a declined invitation may have freed a place
    return { decided: invitations.length };
  },
});

type Decide = Work<z.output<typeof input>>;

async function readChosen({ tx, input }: Decide): Promise<InvitationRow[]> {
  const chosen = new Map(input.invitations.map((one) => [one.id, one.version]));
  const rows = await invitationRows(tx)
    .where('event_id', '=', input.eventId)
    .where('invitations.id', 'in', [...chosen.keys()])
    .orderBy('requested_at')
    .orderBy('invitations.id')
    .execute();
  for (const invitationId of chosen.keys())
    if (!rows.some((row) => row.id === invitationId)) throw notFound('invitation', invitationId);
  const stale = rows.filter((row) => row.version !== chosen.get(row.id));
  if (stale.length > 0)
    throw new DomainError(
      'stale',
      `Somebody has changed ${stale.map((row) => row.name).join(', ')} since you opened this page.`,
      { params: { name: stale.map((row) => row.name).join(', ') }, subject: stale },
    );
  return rows;
}

/** What an organiser needs to know to offer more places than there are on purpose. */
export interface TooManyOffers {
  readonly places: number;
  readonly offers: number;
  /** Expected arrivals if everybody with an offer, these among them, confirms. */
  readonly predicted: number;
}

async function refuseTooMany({ tx }: Decide, event: Event, invitations: InvitationRow[]): Promise<void> {
  const offers = (await countOffers(tx, event.id)) + invitations.length;
  if (offers <= event.capacity) return;
  const newcomers = invitations.filter((invitation) => invitation.newcomer === 1).length;
  const { predicted } = await invitationMeters(tx, event);
  const arriving = predictArrivals({ newcomers, regulars: invitations.length - newcomers }, event);
  const subject: TooManyOffers = {
    places: event.capacity,
    offers,
    predicted: Math.round((predicted.withInvited + arriving) * 10) / 10,
  };
  throw new DomainError('event-full', `That makes ${offers} offers for ${event.capacity} places.`, {
    params: { offers, places: event.capacity },
    subject,
  });
}
