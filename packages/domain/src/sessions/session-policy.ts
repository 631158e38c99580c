import type { Db } from '../database/db.ts';
import { organises, standingIn, takesPart, type Standing } from '../standing/standing.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** What deciding about a session needs to know of it. */
export interface SessionState {
  readonly id: Id;
  readonly headline: string;
  readonly proposed_by: Id | null;
  readonly withdrawn_at: string | null;
  readonly merged_into: Id | null;
  readonly version: number;
}

/** The state of a session of this event; one of another event is not found. */
export async function sessionState(db: Db, eventId: Id, sessionId: Id): Promise<SessionState> {
  const row = await db
    .selectFrom('sessions')
    .select(['id', 'headline', 'proposed_by', 'withdrawn_at', 'merged_into', 'version'])
    .where('id', '=', sessionId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!row) throw notFound('session', sessionId);
  return row;
}

/** Leads, the proposer and organisers change a session. */
export async function requireChanger(db: Db, actor: Actor, eventId: Id, sessionId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  const session = await sessionState(db, eventId, sessionId);
  if (await mayChange(db, standing, session)) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only its leads, whoever proposed it and organisers may change this session.');
}

/** Its leads and organisers decide where and when a session is. */
export async function requireLead(db: Db, actor: Actor, eventId: Id, sessionId: Id): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  await sessionState(db, eventId, sessionId);
  if (organises(standing)) return standing;
  if (standing.personId && (await leads(db, standing.personId, sessionId))) return standing;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads this session and organisers may place it.');
}

/** Its leads, and helpers and organisers, who look in at the door; `deed` says what nobody else may. */
export async function requireAtHand(
  db: Db,
  actor: Actor,
  { eventId, sessionId }: { readonly eventId: Id; readonly sessionId: Id },
  deed: string,
): Promise<void> {
  const standing = await standingIn(db, actor, eventId);
  await sessionState(db, eventId, sessionId);
  if (organises(standing) || standing.helper) return;
  if (standing.personId && (await leads(db, standing.personId, sessionId))) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed(`Only who leads this session, helpers and organisers may ${deed}.`);
}

export async function mayChange(
  db: Db,
  standing: Standing,
  session: { readonly id: Id; readonly proposed_by: Id | null },
): Promise<boolean> {
  if (organises(standing)) return true;
  if (standing.personId === null) return false;
  if (session.proposed_by === standing.personId && takesPart(standing)) return true;
  return leads(db, standing.personId, session.id);
}

export async function leads(db: Db, personId: Id, sessionId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('session_leads')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Refuses to touch a session that was withdrawn or merged. */
export function requireLive(session: SessionState): void {
  if (session.withdrawn_at) {
    throw new DomainError(
      'wrong-state',
      `"${session.headline}" was withdrawn. Try: ask an organiser to restore it.`,
      {
        params: { headline: session.headline, state: 'withdrawn' },
      },
    );
  }
  if (session.merged_into) {
    throw new DomainError('wrong-state', `"${session.headline}" was merged into another session.`, {
      params: { headline: session.headline, state: 'merged', into: session.merged_into },
    });
  }
}
