import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
import type { EventRole } from '../events/event-tables.ts';
import type { InvitationState } from '../invitations/invitation-tables.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** How an actor stands towards an event. Read in the action's own transaction, so never outdated. */
export interface Standing {
  readonly eventId: Id;
  readonly personId: Id | null;
  readonly system: boolean;
  readonly siteOwner: boolean;
  readonly organiser: boolean;
  readonly helper: boolean;
  readonly invitation: InvitationState | null;
  readonly announced: boolean;
}

/** Looks up an actor's standing. An event that does not exist, or may not be seen, is not found: both sound alike. */
export async function standingIn(db: Db, actor: Actor, eventId: Id): Promise<Standing> {
  const personId = actor.kind === 'person' ? actor.personId : null;
  const [row] = await standingRow(db, { eventId, personId });
  if (!row) throw notFound('event', eventId);
  const standing: Standing = {
    eventId,
    personId,
    system: actor.kind === 'system',
    siteOwner: row.owner_since !== null,
    organiser: row.organiser !== null,
    helper: row.helper !== null,
    invitation: row.invitation,
    announced: row.announced_at !== null,
  };
  if (!standing.announced && !organises(standing) && !standing.helper && !belongs(standing))
    throw notFound('event', eventId);
  return standing;
}

const standingRow = prepared((db, { eventId, personId }: { eventId: Id; personId: Id | null }) =>
  db
    .selectFrom('events')
    .select(['events.id', 'events.announced_at'])
    .select((e) => {
      const role = (name: EventRole) =>
        e
          .selectFrom('event_roles')
          .select('role')
          .whereRef('event_roles.event_id', '=', 'events.id')
          .where('person_id', '=', personId)
          .where('role', '=', name);
      return [
        e.selectFrom('people').select('site_owner_since').where('people.id', '=', personId).as('owner_since'),
        role('organiser').as('organiser'),
        role('helper').as('helper'),
        e
          .selectFrom('invitations')
          .select('state')
          .whereRef('invitations.event_id', '=', 'events.id')
          .where('person_id', '=', personId)
          .as('invitation'),
      ];
    })
    .where('events.id', '=', eventId),
);

/** Runs the event: an organiser of it, the site owner, or the product itself. */
export function organises(standing: Standing): boolean {
  return standing.organiser || standing.siteOwner || standing.system;
}

/** Has a place or the offer of one. */
export function belongs(standing: Standing): boolean {
  return (
    standing.invitation === 'invited' ||
    standing.invitation === 'confirmed' ||
    standing.invitation === 'attended'
  );
}

/** Has a place for good: confirmed it, or came. */
export function hasPlace(standing: Standing): boolean {
  return standing.invitation === 'confirmed' || standing.invitation === 'attended';
}

/** May propose, say interest and be told what participants are told. */
export function takesPart(standing: Standing): boolean {
  return organises(standing) || belongs(standing);
}

export async function requireOrganiser(db: Db, actor: Actor, eventId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  if (!organises(standing))
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only organisers of this event may do this.');
  return standing;
}

/** Checks people in: helpers and organisers. */
export async function requireHelper(db: Db, actor: Actor, eventId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  if (!organises(standing) && !standing.helper) {
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only helpers and organisers of this event may do this.');
  }
  return standing;
}

export async function requireParticipant(db: Db, actor: Actor, eventId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  if (!takesPart(standing)) {
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only people who are invited to this event may do this.');
  }
  return standing;
}

/** The person acting; a visitor is asked to sign in. */
export function requirePerson(actor: Actor): Id {
  if (actor.kind === 'person') return actor.personId;
  throw signInNeeded();
}

export async function requireSiteOwner(db: Db, actor: Actor): Promise<void> {
  if (actor.kind === 'system') return;
  const personId = requirePerson(actor);
  const row = await db
    .selectFrom('people')
    .select('site_owner_since')
    .where('id', '=', personId)
    .executeTakeFirst();
  if (!row?.site_owner_since) throw notAllowed('Only the owner of this site may do this.');
}
