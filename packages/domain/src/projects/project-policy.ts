import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { organises, standingIn } from '../standing/standing.ts';

/** Whoever has a confirmed place at any event of the site, organises one, or owns the site, writes the wiki. */
export async function writesProjects(db: Db, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'person') return false;
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('id', '=', actor.personId)
    .where((e) =>
      e.or([
        e('site_owner_since', 'is not', null),
        e.exists(
          e
            .selectFrom('event_roles')
            .select('event_roles.person_id')
            .whereRef('event_roles.person_id', '=', 'people.id')
            .where('role', '=', 'organiser'),
        ),
        e.exists(
          e
            .selectFrom('invitations')
            .select('invitations.person_id')
            .whereRef('invitations.person_id', '=', 'people.id')
            .where('state', 'in', ['confirmed', 'attended']),
        ),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function requireProjectWriter(db: Db, actor: Actor): Promise<void> {
  if (await writesProjects(db, actor)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only people with a confirmed place at an event, and organisers, may write here.');
}

/** Organisers of the event and those with a confirmed place say what is shown there. */
export async function requireAttendee(db: Db, actor: Actor, eventId: Id): Promise<void> {
  const standing = await standingIn(db, actor, eventId);
  if (organises(standing) || standing.invitation === 'confirmed' || standing.invitation === 'attended')
    return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only people with a confirmed place at this event, and its organisers, may do this.');
}
