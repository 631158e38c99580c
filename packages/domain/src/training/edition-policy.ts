import type { Selectable } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import { localTimeOf } from '../events/slot-times.ts';
import type { InvitationRow } from '../invitations/move-invitation.ts';
import { invitationRows } from '../invitations/move-invitation.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import { timestamp, type Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { leads } from '../sessions/session-policy.ts';
import { organises, standingIn, type Standing } from '../standing/standing.ts';
import type { TrainingTables } from './training-tables.ts';

export type EditionRow = Selectable<TrainingTables['editions']>;

/** What makes an event an edition; an event that is none is not found. */
export async function editionOrThrow(db: Db, eventId: Id): Promise<EditionRow> {
  const row = await db.selectFrom('editions').selectAll().where('event_id', '=', eventId).executeTakeFirst();
  if (!row) throw notFound('edition of a course', eventId);
  return row;
}

/** A session of an edition that was made from a module. */
export async function editionSession(db: Db, eventId: Id, sessionId: Id) {
  const row = await db
    .selectFrom('edition_sessions')
    .innerJoin('sessions', 'sessions.id', 'edition_sessions.session_id')
    .select(['edition_sessions.session_id', 'exercises', 'headline', 'withdrawn_at', 'merged_into'])
    .where('edition_sessions.event_id', '=', eventId)
    .where('edition_sessions.session_id', '=', sessionId)
    .executeTakeFirst();
  if (!row) throw notFound('session of this course', sessionId);
  return row;
}

/** Whoever leads the session, organisers and helpers say who was there. */
export async function requireTeacher(db: Db, actor: Actor, eventId: Id, sessionId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  if (await teaches(db, standing, sessionId)) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads this session, helpers and organisers may do this.');
}

export async function teaches(db: Db, standing: Standing, sessionId: Id): Promise<boolean> {
  if (organises(standing) || standing.helper) return true;
  return standing.personId !== null && leads(db, standing.personId, sessionId);
}

/** The place of the person acting: confirmed, or here already. */
export async function requirePlace(db: Db, actor: Actor, eventId: Id): Promise<InvitationRow> {
  await standingIn(db, actor, eventId);
  if (actor.kind !== 'person') throw signInNeeded();
  const row = await invitationRows(db)
    .where('event_id', '=', eventId)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst();
  if (row && ['confirmed', 'attended', 'no-show'].includes(row.state)) return row;
  throw notAllowed('Only people with a place at this event may do this.');
}

/** Until when feedback can be given and changed: the end of a day, on the event's clock. */
export function feedbackUntil(
  event: Pick<Event, 'endsAt' | 'zone'>,
  { feedback_days: days }: Pick<EditionRow, 'feedback_days'>,
): Timestamp | null {
  if (!event.endsAt) return null;
  const last = Temporal.PlainDate.from(localTimeOf(event.endsAt, event.zone).date).add({ days: days + 1 });
  return timestamp(last.toZonedDateTime(event.zone).toInstant());
}
