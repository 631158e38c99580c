import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { requireParticipant, requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { INTEREST_LEVELS, strongerLevel } from '../sessions/interest-level.ts';
import { requireLive } from '../sessions/session-policy.ts';
import type { InterestLevel } from './interest-tables.ts';

/** What counts after a tap. */
export interface Said {
  /** Another one than was tapped when the session was merged meanwhile. */
  readonly sessionId: Id;
  /** null: not answered. */
  readonly level: InterestLevel | null;
  readonly canHelpLead: boolean;
  /** The person leads it: it counts as must whatever was tapped, and nothing was written. */
  readonly leads: boolean;
}

/**
 * Says one person's interest in one session; saying it again replaces what was said, so a tap may be
 * sent twice. `unanswered` takes an answer back. "I can help lead" alone also says `want`.
 *
 * A lead's own session counts as must: what they tap is answered with that and not written, because a
 * tap kept on a phone without a network may arrive after they took the session on. A tap for a
 * session that was merged counts for its target, where it never lowers what was said.
 */
export const sayInterest = defineAction({
  name: 'say-interest',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    level: z.enum([...INTEREST_LEVELS, 'unanswered']).optional(),
    canHelpLead: z.boolean().optional(),
  }),
  allow: async ({ tx, actor, input }) => {
    requirePerson(actor);
    await requireParticipant(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<Said> => {
    if (input.level === undefined && input.canHelpLead === undefined)
      throw wrongField('level', 'required', 'Say how much you want to be there.');
    const personId = requirePerson(actor);
    const session = await tappedSession(tx, input.eventId, input.sessionId, personId);
    if (session.leads) return { sessionId: session.id, level: 'must', canHelpLead: false, leads: true };
    const answer = answerOf(input, session);
    if (answer === null) {
      await tx
        .deleteFrom('interest')
        .where('session_id', '=', session.id)
        .where('person_id', '=', personId)
        .execute();
    } else {
      const values = { level: answer.level, can_help_lead: answer.canHelpLead ? 1 : 0, said_at: now };
      await tx
        .insertInto('interest')
        .values({ session_id: session.id, person_id: personId, event_id: input.eventId, ...values })
        .onConflict((conflict) => conflict.columns(['session_id', 'person_id']).doUpdateSet(values))
        .execute();
    }
    record({ kind: 'interest.said', eventId: input.eventId, subjectId: session.id, audience: 'organisers' });
    return {
      sessionId: session.id,
      level: answer?.level ?? null,
      canHelpLead: answer?.canHelpLead ?? false,
      leads: false,
    };
  },
});

interface Tapped {
  readonly id: Id;
  readonly merged: boolean;
  readonly leads: boolean;
  readonly before: { readonly level: InterestLevel; readonly canHelpLead: boolean } | null;
}

/** The session that the tap counts for, with what the person said of it: two statements. */
async function tappedSession(tx: Transaction, eventId: Id, tappedId: Id, personId: Id): Promise<Tapped> {
  // Writing the row as it is keeps it from being merged until this tap is in (PostgreSQL's row lock).
  const tapped = await tx
    .updateTable('sessions')
    .set((session) => ({ version: session.ref('version') }))
    .where('id', '=', tappedId)
    .where('event_id', '=', eventId)
    .returning(['id', 'merged_into'])
    .executeTakeFirst();
  if (!tapped) throw notFound('session', tappedId);
  const row = await tx
    .selectFrom('sessions')
    .leftJoin('interest', (join) =>
      join.onRef('interest.session_id', '=', 'sessions.id').on('interest.person_id', '=', personId),
    )
    .leftJoin('session_leads', (join) =>
      join.onRef('session_leads.session_id', '=', 'sessions.id').on('session_leads.person_id', '=', personId),
    )
    .select([
      ...(['sessions.id', 'sessions.headline', 'sessions.proposed_by', 'sessions.version'] as const),
      ...(['sessions.withdrawn_at', 'sessions.merged_into'] as const),
      ...(['interest.level', 'interest.can_help_lead', 'session_leads.id as lead_id'] as const),
    ])
    .where('sessions.id', '=', tapped.merged_into ?? tapped.id)
    .executeTakeFirstOrThrow();
  requireLive(row);
  return {
    id: row.id,
    merged: row.id !== tappedId,
    leads: row.lead_id !== null,
    before: row.level ? { level: row.level, canHelpLead: row.can_help_lead === 1 } : null,
  };
}

function answerOf(
  input: { level?: InterestLevel | 'unanswered' | undefined; canHelpLead?: boolean | undefined },
  { merged, before }: Tapped,
): { level: InterestLevel; canHelpLead: boolean } | null {
  if (input.level === 'unanswered') return merged ? before : null;
  const level = input.level ?? before?.level ?? 'want';
  const canHelpLead = input.canHelpLead ?? before?.canHelpLead ?? false;
  if (!merged || !before) return { level, canHelpLead };
  return { level: strongerLevel(level, before.level), canHelpLead: canHelpLead || before.canHelpLead };
}
