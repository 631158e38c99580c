import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { mayBecome } from '../invitations/invitation.ts';
import { invitationOrThrow, type InvitationRow } from '../invitations/move-invitation.ts';
import { cameBefore } from '../invitations/request-invitation.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { email, id, line } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { personWithEmail, personWithoutMailbox } from '../people/person-queries.ts';
import { requireHelper } from '../standing/standing.ts';
import { mayMark, roomFor, takeMark } from './take-mark.ts';

/**
 * Lets somebody in who has no invitation, by the organisers' rule; with `while-free` never more than
 * there are places. Whoever turns out to have a place is checked in with it.
 */
export const walkIn = defineAction({
  name: 'walk-in',
  input: z.strictObject({
    eventId: id,
    name: line(120),
    email: z.preprocess((value) => (value === '' ? undefined : value), email.optional()),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
  },
  run: async (work): Promise<{ invitationId: Id; name: string }> => {
    const { tx, actor, input, now } = work;
    await takeTurn(tx, input.eventId);
    const event = await eventOrThrow(tx, input.eventId);
    const person = input.email
      ? await personWithEmail(tx, { email: input.email, name: input.name }, now)
      : await personWithoutMailbox(tx, input.name, now);
    let invitation = await invitationOf(tx, event.id, person.id);
    if (!invitation || !(await mayMark(tx, event, invitation))) {
      if (event.walkIns === 'nobody')
        throw new DomainError('not-allowed', 'The organisers let nobody in without an invitation.');
      if (!(await roomFor(tx, event)))
        throw new DomainError('event-full', `All ${event.capacity} places of “${event.name}” are taken.`);
      if (invitation && !mayBecome(invitation.state, 'attended'))
        throw new DomainError('already-taken', `The request of ${invitation.name} was ${invitation.state}.`);
      const newcomer = (await cameBefore(tx, event, person.id)) ? 0 : 1;
      invitation = await letIn(
        tx,
        { event_id: event.id, person_id: person.id, name: input.name, newcomer },
        now,
      );
    }
    const byPersonId = actor.kind === 'person' ? actor.personId : null;
    await takeMark(work, event, invitation, { key: newId(), kind: 'here', at: now, byPersonId });
    return { invitationId: invitation.id, name: invitation.name };
  },
});

/** An invitation that holds no place yet; the mark that follows gives it one. */
async function letIn(
  tx: Transaction,
  who: { event_id: Id; person_id: Id; name: string; newcomer: number },
  now: Timestamp,
): Promise<InvitationRow> {
  const row = await tx
    .insertInto('invitations')
    .values({
      ...{ ...who, id: newId(), state: 'requested', requested_at: now, walked_in: 1 },
      ...{ affiliation: '', wants_to_work_on: '', organiser_note: '', reason: '' },
      ...{ waitlisted_at: null, invited_at: null, confirm_by: null, confirmed_at: null },
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doUpdateSet({ walked_in: 1 }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return invitationOrThrow(tx, row.id);
}

async function invitationOf(tx: Transaction, eventId: Id, personId: Id): Promise<InvitationRow | undefined> {
  const row = await tx
    .selectFrom('invitations')
    .select('id')
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row && invitationOrThrow(tx, row.id);
}
