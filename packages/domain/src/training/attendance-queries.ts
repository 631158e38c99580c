import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

/** Somebody with a place, and in which sessions they were. */
export interface Attendee {
  readonly invitationId: Id;
  readonly personId: Id;
  readonly name: string;
  readonly affiliation: string;
  readonly attended: ReadonlySet<Id>;
  readonly certificate: { readonly code: string; readonly revokedAt: Timestamp | null } | null;
}

/** Everybody with a place at an edition, by name. Two statements. */
export async function attendeesOf(db: Db, eventId: Id): Promise<Attendee[]> {
  const people = await db
    .selectFrom('invitations')
    .leftJoin('certificates', 'certificates.invitation_id', 'invitations.id')
    .select(['invitations.id', 'person_id', 'invitations.name', 'affiliation', 'code', 'revoked_at'])
    .where('invitations.event_id', '=', eventId)
    .where('state', 'in', ['confirmed', 'attended', 'no-show'])
    .execute();
  const marks = Map.groupBy(
    await db
      .selectFrom('session_attendance')
      .innerJoin('edition_sessions', 'edition_sessions.session_id', 'session_attendance.session_id')
      .select(['session_attendance.session_id', 'invitation_id'])
      .where('event_id', '=', eventId)
      .execute(),
    (row) => row.invitation_id,
  );
  return people
    .map((row) => ({
      ...{ invitationId: row.id, personId: row.person_id, name: row.name, affiliation: row.affiliation },
      attended: new Set((marks.get(row.id) ?? []).map((mark) => mark.session_id)),
      certificate: row.code === null ? null : { code: row.code, revokedAt: row.revoked_at },
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What one attendee has done and said in an edition. */
export interface OwnTraining {
  readonly attended: ReadonlySet<Id>;
  /** `<session> <exercise>` */
  readonly ticked: ReadonlySet<string>;
  /** By session or day. */
  readonly feedback: ReadonlyMap<Id, { readonly stars: number; readonly words: string }>;
  readonly certificate: { readonly code: string; readonly revokedAt: Timestamp | null } | null;
}

/** Four statements. */
export async function ownTraining(
  db: Db,
  { eventId, personId, invitationId }: { eventId: Id; personId: Id; invitationId: Id },
): Promise<OwnTraining> {
  const attended = await db
    .selectFrom('session_attendance')
    .select('session_id')
    .where('invitation_id', '=', invitationId)
    .execute();
  const ticks = await db
    .selectFrom('exercise_ticks')
    .innerJoin('edition_sessions', 'edition_sessions.session_id', 'exercise_ticks.session_id')
    .select(['exercise_ticks.session_id', 'exercise'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  const feedback = await db
    .selectFrom('feedback')
    .select(['session_id', 'day_id', 'stars', 'words'])
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .execute();
  const certificate = await db
    .selectFrom('certificates')
    .select(['code', 'revoked_at as revokedAt'])
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  return {
    attended: new Set(attended.map((row) => row.session_id)),
    ticked: new Set(ticks.map((row) => `${row.session_id} ${row.exercise}`)),
    feedback: new Map(
      feedback.map(({ session_id: session, day_id: day, stars, words }) => [
        session ?? day ?? '',
        { stars, words },
      ]),
    ),
    certificate: certificate ?? null,
  };
}

/** How many have done each exercise, by `<session> <exercise>`. One statement. */
export async function exerciseCounts(db: Db, eventId: Id): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('exercise_ticks')
    .innerJoin('edition_sessions', 'edition_sessions.session_id', 'exercise_ticks.session_id')
    .select((r) => ['exercise_ticks.session_id', 'exercise', r.fn.countAll<number | string>().as('count')])
    .where('event_id', '=', eventId)
    .groupBy(['exercise_ticks.session_id', 'exercise'])
    .execute();
  return new Map(rows.map((row) => [`${row.session_id} ${row.exercise}`, Number(row.count)]));
}

export interface Feedback {
  readonly stars: number;
  readonly words: string;
  /** null for readers who do not organise the event. */
  readonly name: string | null;
}

/**
 * What was said, by session and day. Leads read it without names, and in an order that does not tell who was
 * first. One statement.
 */
export async function feedbackOf(
  db: Db,
  eventId: Id,
  { named }: { named: boolean },
): Promise<ReadonlyMap<Id, readonly Feedback[]>> {
  const rows = await db
    .selectFrom('feedback')
    .innerJoin('people', 'people.id', 'feedback.person_id')
    .select(['session_id', 'day_id', 'stars', 'words', 'people.name'])
    .where('event_id', '=', eventId)
    .orderBy('stars', 'desc')
    .orderBy('words')
    .orderBy('feedback.id')
    .execute();
  const groups = Map.groupBy(rows, (row) => row.session_id ?? row.day_id ?? '');
  return new Map(
    [...groups].map(([about, list]) => [
      about,
      list.map(({ stars, words, name }) => ({ stars, words, name: named ? name : null })),
    ]),
  );
}

/** What a certificate says, and no more. */
export interface Certificate {
  readonly name: string;
  readonly course: string;
  readonly event: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly attended: number;
  readonly sessions: number;
  readonly issuedAt: Timestamp;
  readonly revokedAt: Timestamp | null;
}

/** A certificate by its code, as people type it. One statement. */
export function findCertificate(db: Db, code: string): Promise<Certificate | undefined> {
  return db
    .selectFrom('certificates')
    .innerJoin('editions', 'editions.event_id', 'certificates.event_id')
    .innerJoin('events', 'events.id', 'certificates.event_id')
    .innerJoin('courses', 'courses.id', 'editions.course_id')
    .select(['certificates.name', 'courses.title as course', 'events.name as event', 'attended', 'sessions'])
    .select(['issued_at as issuedAt', 'revoked_at as revokedAt'])
    .select((e) => [
      e
        .selectFrom('event_days')
        .select((d) => d.fn.min('date').as('at'))
        .whereRef('event_days.event_id', '=', 'events.id')
        .as('startsOn'),
      e
        .selectFrom('event_days')
        .select((d) => d.fn.max('date').as('at'))
        .whereRef('event_days.event_id', '=', 'events.id')
        .as('endsOn'),
    ])
    .where('code', '=', code.trim().toUpperCase())
    .executeTakeFirst();
}
