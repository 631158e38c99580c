import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { Work } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { confirmBy, mayBecome } from './invitation.ts';
import { mailAbout } from './invitation-mail.ts';
import type { InvitationState, InvitationTables } from './invitation-tables.ts';

export type InvitationRow = Selectable<InvitationTables['invitations']> & {
  readonly email: string;
  readonly locale: string | null;
};

/** What moving an invitation needs of an action's work. */
export type InvitationWork = Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'site' | 'record'>;

/** Invitations with the address of their person. */
export function invitationRows(db: Db) {
  return db
    .selectFrom('invitations')
    .innerJoin('people', 'people.id', 'invitations.person_id')
    .selectAll('invitations')
    .select(['people.email', 'people.locale']);
}

export async function invitationOrThrow(db: Db, invitationId: Id): Promise<InvitationRow> {
  const row = await invitationRows(db).where('invitations.id', '=', invitationId).executeTakeFirst();
  if (!row) throw notFound('invitation', invitationId);
  return row;
}

/**
 * Brings an invitation to a state: the row, the step in its history, the mail to its person and the
 * change, all in the work's transaction. Whoever decides about places has taken the event's turn.
 */
export async function moveInvitation(
  work: InvitationWork,
  event: Event,
  invitation: InvitationRow,
  state: InvitationState,
  reason = '',
): Promise<void> {
  const { tx, now, actor } = work;
  if (!mayBecome(invitation.state, state)) throw notFromHere(invitation, state);
  const changed = { ...momentsOf(event, invitation, state, now), state, reason };
  const row = await tx
    .updateTable('invitations')
    .set((e) => ({ ...changed, version: e('version', '+', 1) }))
    .where('id', '=', invitation.id)
    .where('state', '=', invitation.state) // two at once without a turn: asking again twice
    .returning('version')
    .executeTakeFirst();
  if (!row) throw notFromHere(await invitationOrThrow(tx, invitation.id), state);
  await tx
    .insertInto('invitation_steps')
    .values({
      id: newId(),
      invitation_id: invitation.id,
      state,
      at: now,
      by_person_id: personBehind(actor, invitation),
      reason,
    })
    .execute();
  // Undoing a check-in is nothing to write about.
  const mail = invitation.state === 'attended' ? null : mailAbout(event, { ...invitation, ...changed });
  if (mail) await queueMessage(tx, mail(work.site, now, row.version));
  work.record({
    kind: `invitation.${state}`,
    eventId: event.id,
    subjectId: invitation.id,
    audience: 'organisers',
  });
}

function personBehind(actor: Actor, invitation: InvitationRow): Id | null {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'link-holder' ? invitation.person_id : null;
}

function momentsOf(event: Event, invitation: InvitationRow, state: InvitationState, now: Timestamp) {
  switch (state) {
    case 'invited':
      return { invited_at: now, confirm_by: confirmBy(event, now) };
    case 'waitlisted':
      // Whoever waited before being invited keeps their position.
      return { waitlisted_at: (invitation.state === 'invited' && invitation.waitlisted_at) || now };
    case 'confirmed':
      return { confirmed_at: invitation.confirmed_at ?? now };
    case 'requested':
      return { waitlisted_at: null, invited_at: null, confirm_by: null, confirmed_at: null };
    default:
      return {};
  }
}

/** The refusal of a step that `TRANSITIONS` does not have. */
export function notFromHere(invitation: InvitationRow, state: InvitationState): DomainError {
  return new DomainError(
    'wrong-state',
    `The invitation of ${invitation.name} is ${invitation.state} and cannot become ${state}.`,
    { params: { name: invitation.name, from: invitation.state, to: state } },
  );
}
