import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { hasPlace, organises, standingIn } from '../standing/standing.ts';

/** Who writes about projects: whoever has a place at any event of the site, or only those who organise one. */
export type ProjectWriters = 'attendees' | 'organisers';

/** The row of `site` that narrows it; without it everybody with a place at an event writes. */
export const PROJECT_WRITERS_KEY = 'project-writers';

/** Who writes about projects on this site, as its owner has it. */
export async function projectWriters(db: Db): Promise<ProjectWriters> {
  const row = await db
    .selectFrom('site')
    .select('value')
    .where('key', '=', PROJECT_WRITERS_KEY)
    .executeTakeFirst();
  return row?.value === 'organisers' ? 'organisers' : 'attendees';
}

/**
 * Whether somebody writes the wiki, or this project of it. The site's owner and organisers of any event do; whoever has a
 * place at any event unless that was narrowed; who works on the project always.
 */
export async function writesProjects(db: Db, actor: Actor, projectId: Id | null = null): Promise<boolean> {
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
            .selectFrom('project_people')
            .select('project_people.person_id')
            .whereRef('project_people.person_id', '=', 'people.id')
            .where('project_id', '=', projectId),
        ),
        e.and([
          e.exists(
            e
              .selectFrom('invitations')
              .select('invitations.person_id')
              .whereRef('invitations.person_id', '=', 'people.id')
              .where('state', 'in', ['confirmed', 'attended']),
          ),
          e.not(
            e.exists(
              e
                .selectFrom('site')
                .select('key')
                .where('key', '=', PROJECT_WRITERS_KEY)
                .where('value', '=', 'organisers'),
            ),
          ),
        ]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function requireProjectWriter(db: Db, actor: Actor, projectId: Id | null = null): Promise<void> {
  if (await writesProjects(db, actor, projectId)) return;
  if (actor.kind === 'visitor') throw signInNeeded();
  throw notAllowed(
    (await projectWriters(db)) === 'organisers'
      ? 'On this site only organisers of events, and those who work on a project, may write here.'
      : 'Only people with a confirmed place at an event, and organisers, may write here.',
  );
}

/** Organisers of the event and those with a confirmed place say what is shown there. */
export async function requireAttendee(db: Db, actor: Actor, eventId: Id): Promise<void> {
  const standing = await standingIn(db, actor, eventId);
  if (organises(standing) || hasPlace(standing)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only people with a confirmed place at this event, and its organisers, may do this.');
}
