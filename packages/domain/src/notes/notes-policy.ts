import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, notAllowed, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { leads, mayChange, requireLive, sessionState } from '../sessions/session-policy.ts';
import { standingIn, takesPart, type Standing } from '../standing/standing.ts';

/** Until notes are frozen they are read by those who may write them; from then on by whoever may see the event. */
export async function mayReadNotes(
  db: Db,
  standing: Standing,
  notes: { readonly sessionId: Id; readonly frozenAt: string | null },
): Promise<boolean> {
  return notes.frozenAt !== null || mayWriteNotes(db, standing, notes.sessionId);
}

/** Everybody who takes part writes, helpers too, and whoever leads the session without being invited. */
export async function mayWriteNotes(db: Db, standing: Standing, sessionId: Id): Promise<boolean> {
  if (takesPart(standing) || standing.helper) return true;
  return standing.personId !== null && leads(db, standing.personId, sessionId);
}

export async function requireNotesWriter(
  db: Db,
  actor: Actor,
  eventId: Id,
  sessionId: Id,
): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  const session = await sessionState(db, eventId, sessionId);
  if (!(await mayWriteNotes(db, standing, sessionId)))
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only people who take part in this event may write these notes.');
  requireLive(session);
  return standing;
}

/** What is in the archive is corrected by the session's leads, its scribe and organisers. */
export async function mayCorrectNotes(
  db: Db,
  standing: Standing,
  eventId: Id,
  sessionId: Id,
): Promise<boolean> {
  if (await mayChange(db, standing, await sessionState(db, eventId, sessionId))) return true;
  const row = await db
    .selectFrom('notes')
    .select('scribe_id')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return standing.personId !== null && row?.scribe_id === standing.personId;
}

export async function requireNotesCorrector(db: Db, actor: Actor, eventId: Id, sessionId: Id): Promise<void> {
  const standing = await standingIn(db, actor, eventId);
  if (await mayCorrectNotes(db, standing, eventId, sessionId)) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only its leads, its scribe and organisers may correct notes that are in the archive.');
}

/** Refuses to write in a document that is closed. */
export function requireNotFrozen(notes: { readonly frozen_at: string | null }): void {
  if (notes.frozen_at !== null)
    throw new DomainError(
      'wrong-state',
      'These notes are in the archive now. Try: correct them, with a word about why.',
      {
        params: { state: 'frozen' },
      },
    );
}
