import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { leads, requireLive, sessionState } from '../sessions/session-policy.ts';
import { organises, requireOrganiser, standingIn, type Standing } from '../standing/standing.ts';
import { RECORDINGS, type MaterialKind } from './material.ts';

/** Leads attach to their session, organisers to all of them and to the event. */
export async function requireAttacher(
  db: Db,
  actor: Actor,
  eventId: Id,
  sessionId: Id | null,
): Promise<Standing> {
  if (sessionId === null) return requireOrganiser(db, actor, eventId);
  const standing = await standingIn(db, actor, eventId);
  requireLive(await sessionState(db, eventId, sessionId));
  if (await mayAttach(db, standing, sessionId)) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads this session and organisers may do this.');
}

export async function mayAttach(db: Db, standing: Standing, sessionId: Id | null): Promise<boolean> {
  if (organises(standing)) return true;
  return sessionId !== null && standing.personId !== null && leads(db, standing.personId, sessionId);
}

/** Somebody who may attach something somewhere in the event, and so may send a file. */
export async function requireSender(db: Db, actor: Actor, eventId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  if (organises(standing)) return standing;
  const led =
    standing.personId &&
    (await db
      .selectFrom('session_leads')
      .innerJoin('sessions', 'sessions.id', 'session_id')
      .select('session_id')
      .where('event_id', '=', eventId)
      .where('withdrawn_at', 'is', null)
      .where('person_id', '=', standing.personId)
      .executeTakeFirst());
  if (led) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads a session and organisers may send files.');
}

/** A material of this event as deciding about it needs it. */
export async function materialState(db: Db, eventId: Id, materialId: Id) {
  const row = await db
    .selectFrom('materials')
    .selectAll()
    .where('id', '=', materialId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!row) throw notFound('material', materialId);
  return row;
}

export async function requireMaterialChanger(
  db: Db,
  actor: Actor,
  { eventId, materialId }: { eventId: Id; materialId: Id },
): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  const { session_id } = await materialState(db, eventId, materialId);
  if (await mayAttach(db, standing, session_id)) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads the session and organisers may do this.');
}

/** A recording of a session whose leads did not want one is refused. */
export async function requireConsent(db: Db, sessionId: Id | null, kind: MaterialKind): Promise<void> {
  if (sessionId === null || !RECORDINGS.includes(kind)) return;
  const said = await db
    .selectFrom('recording_consents')
    .innerJoin('sessions', 'sessions.id', 'session_id')
    .select(['answer', 'headline'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (said?.answer === 'no')
    throw new DomainError(
      'recording-refused',
      `Whoever leads "${said.headline}" does not want recordings of it. Try: ask them to change their answer.`,
      { params: { headline: said.headline } },
    );
}
