import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { type Event, requestsOf } from '../events/event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { standingIn } from '../standing/standing.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { email, id, line, optionalLine, text } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { findPerson, personWithEmail, type PersonSummary } from '../people/person-queries.ts';
import { mailAbout } from './invitation-mail.ts';
import { invitationOrThrow, invitationRows, moveInvitation, type InvitationRow } from './move-invitation.ts';

const input = z.strictObject({
  eventId: id,
  name: line(120),
  /** A visitor's address. Somebody who is signed in asks for themselves, whatever is in here. */
  email: email.optional(),
  affiliation: optionalLine(120),
  wantsToWorkOn: text(2000),
  locale: line(35).optional(),
});

type Request = Work<z.output<typeof input>>;

/** The status link is mailed again at most once in this time. */
const MAIL_AGAIN_AFTER = { hours: 1 };

/**
 * Asks for an invitation. Asking again leads to the same request, and the answer is the same for
 * everybody: a visitor is told no id (its age would say whether the request existed before), the
 * link to the status page goes to the mail address only.
 */
export const requestInvitation = defineAction({
  name: 'request-invitation',
  input,
  allow: async ({ tx, actor, input }) => {
    await standingIn(tx, actor, input.eventId);
  },
  run: async (work): Promise<{ invitationId: Id | null }> => {
    const { tx, actor, input, now, record } = work;
    const event = await eventOrThrow(tx, input.eventId);
    requireOpen(event, now);
    const person = await askingPerson(work);
    const added = await addRequest(work, event, person);
    if (added) {
      await mailStatus(work, event, await invitationOrThrow(tx, added));
      record({ kind: 'invitation.requested', eventId: event.id, subjectId: added, audience: 'organisers' });
    }
    const invitation = added ? undefined : await existingRequest(tx, event.id, person.id);
    if (invitation) await askAnew(work, event, invitation);
    const known = actor.kind === 'person' || actor.kind === 'system';
    return { invitationId: known ? (added ?? invitation?.id ?? null) : null };
  },
});

/** Throws the sentence that says why nobody can ask now. */
export function requireOpen(event: Event, now: Timestamp): void {
  const requests = requestsOf(event, now);
  if (requests === 'open') return;
  if (event.cancelledAt) throw new DomainError('wrong-state', `“${event.name}” is cancelled.`);
  if (requests === 'closed')
    throw new DomainError('invitations-closed', `Requests for “${event.name}” are closed.`, {
      params: { event: event.name, at: event.cutOffAt ?? '', zone: event.zone },
    });
  throw new DomainError('invitations-not-open', `Requests for “${event.name}” are not open yet.`, {
    params: { event: event.name, at: event.invitationsOpenAt ?? '', zone: event.zone },
  });
}

async function askingPerson({ tx, actor, input, now }: Request): Promise<PersonSummary> {
  if (actor.kind === 'person') {
    const person = await findPerson(tx, actor.personId);
    if (person) return person;
  }
  if (!input.email) throw wrongField('email', 'required', 'A mail address is needed for the answer.');
  const { name, affiliation, locale } = input;
  return personWithEmail(
    tx,
    { email: input.email, name, affiliation, ...(locale !== undefined && { locale }) },
    now,
  );
}

/** The new request's id; undefined when this person has one already. */
async function addRequest(
  { tx, actor, input, now }: Request,
  event: Event,
  person: PersonSummary,
): Promise<Id | undefined> {
  const row = await tx
    .insertInto('invitations')
    .values({
      id: newId(),
      event_id: event.id,
      person_id: person.id,
      state: 'requested',
      name: input.name,
      affiliation: input.affiliation,
      wants_to_work_on: input.wantsToWorkOn,
      organiser_note: '',
      newcomer: (await cameBefore(tx, event, person.id)) ? 0 : 1,
      reason: '',
      requested_at: now,
      waitlisted_at: null,
      invited_at: null,
      confirm_by: null,
      confirmed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['event_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return undefined;
  const by = actor.kind === 'person' ? actor.personId : null;
  await tx
    .insertInto('invitation_steps')
    .values({ id: newId(), invitation_id: row.id, state: 'requested', at: now, by_person_id: by, reason: '' })
    .execute();
  return row.id;
}

/** Whether somebody has attended another event of the series. */
export async function cameBefore(tx: Transaction, event: Event, personId: Id): Promise<boolean> {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('events', 'events.id', 'invitations.event_id')
    .select('invitations.id')
    .where('events.series_id', '=', event.seriesId)
    .where('events.id', '!=', event.id)
    .where('invitations.person_id', '=', personId)
    .where('invitations.state', '=', 'attended')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function existingRequest(tx: Transaction, eventId: Id, personId: Id): Promise<InvitationRow | undefined> {
  return invitationRows(tx)
    .where('invitations.event_id', '=', eventId)
    .where('invitations.person_id', '=', personId)
    .executeTakeFirst();
}

/** Only somebody who has shown to be that person brings a request back that had ended. */
async function askAnew(work: Request, event: Event, invitation: InvitationRow): Promise<void> {
  const ended = invitation.state === 'withdrawn' || invitation.state === 'expired';
  if (ended && work.actor.kind === 'person') await moveInvitation(work, event, invitation, 'requested');
  else await mailStatus(work, event, invitation);
}

async function mailStatus(
  { tx, site, now }: Request,
  event: Event,
  invitation: InvitationRow,
): Promise<void> {
  const recent = await tx
    .selectFrom('messages')
    .select('id')
    .where('event_id', '=', event.id)
    .where('person_id', '=', invitation.person_id)
    .where('template', '=', 'request-received')
    .where('created_at', '>', later(now, { hours: -MAIL_AGAIN_AFTER.hours }))
    .executeTakeFirst();
  if (recent) return;
  const mail = mailAbout(event, { ...invitation, state: 'requested' })?.(site, now, invitation.version);
  if (mail) await queueMessage(tx, { ...mail, onceKey: `request-received ${invitation.id} ${now}` });
}
