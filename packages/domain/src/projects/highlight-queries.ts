import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { summaryRows, wanting, withSkills, type ProjectSummary } from './project-queries.ts';

export interface Highlight extends ProjectSummary {
  readonly note: string;
}

/** What will be shown or worked on at an event, by name. Two statements. */
export async function highlightsOf(
  db: Db,
  eventId: Id,
  { skill }: { skill?: string } = {},
): Promise<Highlight[]> {
  let wanted = summaryRows(db)
    .innerJoin('project_highlights', 'project_highlights.project_id', 'projects.id')
    .select('note')
    .where('project_highlights.event_id', '=', eventId);
  if (skill !== undefined) wanted = wanted.where('projects.id', 'in', wanting(db, skill));
  const rows = await wanted.orderBy('projects.name_key').execute();
  const summaries = await withSkills(db, rows);
  return summaries.map((summary, index) => ({ ...summary, note: rows[index]?.note ?? '' }));
}

export interface HighlightedAt {
  readonly eventId: Id;
  readonly slug: string;
  readonly name: string;
  readonly note: string;
}

/** The announced events at which a project is shown, the newest first. */
export function highlightedAt(db: Db, projectId: Id): Promise<HighlightedAt[]> {
  return db
    .selectFrom('project_highlights')
    .innerJoin('events', 'events.id', 'event_id')
    .select(['events.id as eventId', 'events.slug', 'events.name', 'note'])
    .where('project_id', '=', projectId)
    .where('announced_at', 'is not', null)
    .orderBy('events.id', 'desc')
    .execute();
}

/** Announced events to come at which somebody may show projects, see `requireAttendee`; the first created first. */
export function eventsToShowAt(
  db: Db,
  actor: Actor,
  now: Timestamp,
): Promise<{ id: Id; slug: string; name: string }[]> {
  const personId = actor.kind === 'person' ? actor.personId : null;
  return db
    .selectFrom('events')
    .select(['id', 'slug', 'name'])
    .where('announced_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('slots')
            .select('slots.event_id')
            .whereRef('slots.event_id', '=', 'events.id')
            .having((h) => h.fn.max('ends_at'), '<=', now)
            .groupBy('slots.event_id'),
        ),
      ),
    )
    .where((e) =>
      e.or([
        e.exists(
          e
            .selectFrom('people')
            .select('people.id')
            .where('people.id', '=', personId)
            .where('site_owner_since', 'is not', null),
        ),
        e.exists(
          e
            .selectFrom('event_roles')
            .select('role')
            .whereRef('event_roles.event_id', '=', 'events.id')
            .where('person_id', '=', personId)
            .where('role', '=', 'organiser'),
        ),
        e.exists(
          e
            .selectFrom('invitations')
            .select('state')
            .whereRef('invitations.event_id', '=', 'events.id')
            .where('person_id', '=', personId)
            .where('state', 'in', ['confirmed', 'attended']),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
}
