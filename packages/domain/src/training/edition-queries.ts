import { sql } from 'kysely';
import { releasedPlaces } from '../agenda/agenda-queries.ts';
import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { readExercises } from './edition.ts';
import type { EditionRow } from './edition-policy.ts';

/** An event as an edition of a course. */
export interface Edition {
  readonly eventId: Id;
  readonly course: { readonly id: Id; readonly slug: string; readonly title: string };
  readonly courseVersion: number;
  /** Markdown. */
  readonly preparation: string;
  /** Markdown, of the course as it is now. */
  readonly prerequisites: string;
  /** In per cent of the sessions. */
  readonly certificateShare: number;
  readonly feedbackDays: number;
  readonly toldAt: Timestamp | null;
  readonly version: number;
}

/** What makes an event an edition; undefined when it is none. One statement. */
export async function findEdition(db: Db, eventId: Id): Promise<Edition | undefined> {
  const row = await db
    .selectFrom('editions')
    .innerJoin('courses', 'courses.id', 'editions.course_id')
    .select(['event_id', 'course_id', 'slug', 'title', 'course_version', 'preparation', 'prerequisites'])
    .select(['certificate_share', 'feedback_days', 'told_at', 'editions.version'])
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return (
    row && {
      eventId,
      course: { id: row.course_id, slug: row.slug, title: row.title },
      ...{ courseVersion: row.course_version, preparation: row.preparation },
      ...{ prerequisites: row.prerequisites, certificateShare: row.certificate_share },
      ...{ feedbackDays: row.feedback_days, toldAt: row.told_at, version: row.version },
    }
  );
}

/** A session that was made from a module. */
export interface TaughtSession {
  readonly id: Id;
  readonly moduleId: Id;
  readonly headline: string;
  readonly exercises: readonly string[];
  /** null: it has no place in the schedule. */
  readonly startsAt: Timestamp | null;
  readonly endsAt: Timestamp | null;
}

/** The sessions of an edition that are still held, in the order in which they are taught. Three statements. */
export async function taughtSessions(db: Db, eventId: Id): Promise<TaughtSession[]> {
  const rows = await liveSessions(db, eventId)
    .select(['edition_sessions.session_id as id', 'module_id as moduleId', 'headline', 'exercises'])
    .orderBy('position')
    .execute();
  const places = await releasedPlaces(db, eventId);
  return rows
    .map((row) => {
      const place = places.get(row.id);
      return {
        ...{ ...row, exercises: readExercises(row.exercises) },
        ...{ startsAt: place?.startsAt ?? null, endsAt: place?.endsAt ?? null },
      };
    })
    .toSorted((a, b) => ((a.startsAt ?? '9') < (b.startsAt ?? '9') ? -1 : a.startsAt === b.startsAt ? 0 : 1));
}

/** In how many of an edition's sessions somebody was. */
export async function attendedSessions(
  db: Db,
  eventId: Id,
  invitationId: Id,
): Promise<{ attended: number; sessions: number }> {
  const row = await liveSessions(db, eventId)
    .leftJoin('session_attendance', (join) =>
      join
        .onRef('session_attendance.session_id', '=', 'edition_sessions.session_id')
        .on('invitation_id', '=', invitationId),
    )
    .select((r) => [
      r.fn.countAll<number | string>().as('sessions'),
      r.fn.count<number | string>('invitation_id').as('attended'),
    ])
    .executeTakeFirstOrThrow();
  return { attended: Number(row.attended), sessions: Number(row.sessions) };
}

/** Those who would come to a class of the course and have not been told of this edition. */
export function untoldPeople(
  db: Db,
  { course_id: courseId, told_at: toldAt }: Pick<EditionRow, 'course_id' | 'told_at'>,
) {
  return db
    .selectFrom('class_interests')
    .innerJoin('people', 'people.id', 'class_interests.person_id')
    .select(['people.id', 'people.name', 'people.email', 'people.locale'])
    .where('course_id', '=', courseId)
    .where('registered_at', '>', toldAt ?? '')
    .orderBy('people.id')
    .execute();
}

/** One edition beside the others of its course. */
export interface EditionSummary {
  readonly eventId: Id;
  readonly slug: string;
  readonly name: string;
  readonly venueName: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly announced: boolean;
  readonly courseVersion: number;
  readonly sessions: number;
  /** Without hidden ones. */
  readonly materials: number;
  readonly came: number;
  /** People with a confirmed place, whether or not they came. This and what follows: null for all but its organisers. */
  readonly enrolled: number | null;
  /** Of 1 to 5, one decimal; null also when nobody has said anything. */
  readonly stars: number | null;
  readonly feedback: number | null;
}

/** The announced editions of a course, and drafts of whoever asks, the latest first. Two statements. */
export async function editionsOf(db: Db, actor: Actor, courseId: Id): Promise<EditionSummary[]> {
  const organises = await organisedBy(db, actor);
  const rows = await db
    .selectFrom('editions')
    .innerJoin('events', 'events.id', 'editions.event_id')
    .select(['event_id', 'slug', 'name', 'venue_name', 'announced_at', 'course_version'])
    .select((e) => {
      const days = () => e.selectFrom('event_days').whereRef('event_days.event_id', '=', 'events.id');
      const places = () =>
        e
          .selectFrom('invitations')
          .select((r) => r.fn.countAll<number | string>().as('count'))
          .whereRef('invitations.event_id', '=', 'events.id');
      const said = () => e.selectFrom('feedback').whereRef('feedback.event_id', '=', 'events.id');
      return [
        days()
          .select((d) => d.fn.min('date').as('at'))
          .as('starts_on'),
        days()
          .select((d) => d.fn.max('date').as('at'))
          .as('ends_on'),
        e
          .selectFrom('edition_sessions')
          .innerJoin('sessions', 'sessions.id', 'edition_sessions.session_id')
          .select((r) => r.fn.countAll<number | string>().as('count'))
          .whereRef('edition_sessions.event_id', '=', 'events.id')
          .where('withdrawn_at', 'is', null)
          .where('merged_into', 'is', null)
          .as('sessions'),
        e
          .selectFrom('materials')
          .select((r) => r.fn.countAll<number | string>().as('count'))
          .whereRef('materials.event_id', '=', 'events.id')
          .where('hidden_at', 'is', null)
          .as('materials'),
        places().where('state', 'in', ['confirmed', 'attended', 'no-show']).as('enrolled'),
        places().where('state', '=', 'attended').as('came'),
        said()
          .select((r) => r.fn.sum<number | string | null>('stars').as('sum'))
          .as('stars'),
        said()
          .select((r) => r.fn.countAll<number | string>().as('count'))
          .as('feedback'),
      ];
    })
    .where('course_id', '=', courseId)
    .orderBy(sql`starts_on`, 'desc')
    .orderBy('event_id', 'desc')
    .execute();
  const seen = rows.filter((row) => row.announced_at !== null || organises(row.event_id));
  return seen.map((row) => {
    const all = organises(row.event_id);
    return {
      ...{ eventId: row.event_id, slug: row.slug, name: row.name, venueName: row.venue_name },
      ...{ startsOn: row.starts_on, endsOn: row.ends_on, announced: row.announced_at !== null },
      ...{ courseVersion: row.course_version, sessions: Number(row.sessions) },
      ...{ materials: Number(row.materials), came: Number(row.came) },
      ...{ enrolled: all ? Number(row.enrolled) : null, feedback: all ? Number(row.feedback) : null },
      stars: all ? mean(Number(row.stars ?? 0), Number(row.feedback)) : null,
    };
  });
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round((sum / count) * 10) / 10;
}

/** Which events the actor runs: all of them as the site's owner. */
async function organisedBy(db: Db, actor: Actor): Promise<(eventId: Id) => boolean> {
  if (actor.kind !== 'person') return () => actor.kind === 'system';
  const rows = await db
    .selectFrom('people')
    .leftJoin('event_roles', (join) =>
      join.onRef('event_roles.person_id', '=', 'people.id').on('role', '=', 'organiser'),
    )
    .select(['site_owner_since', 'event_id'])
    .where('people.id', '=', actor.personId)
    .execute();
  const [isOwner, own] = [
    rows.some((row) => row.site_owner_since !== null),
    new Set(rows.map((row) => row.event_id)),
  ];
  return (eventId) => isOwner || own.has(eventId);
}

/** Sessions of an edition that were neither withdrawn nor merged. */
function liveSessions(db: Db, eventId: Id) {
  return db
    .selectFrom('edition_sessions')
    .innerJoin('sessions', 'sessions.id', 'edition_sessions.session_id')
    .where('edition_sessions.event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .where('merged_into', 'is', null);
}
