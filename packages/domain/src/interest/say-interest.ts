import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { lockRows } from '../database/lock-rows.ts';
import { prepared } from '../database/prepared.ts';
import { requireParticipant, requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { INTEREST_LEVELS, strongerLevel } from '../sessions/interest-level.ts';
import { requireLive } from '../sessions/session-policy.ts';
import type { InterestLevel, InterestTables } from './interest-tables.ts';

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
      await writeAnswer(tx, {
        session_id: session.id,
        person_id: personId,
        event_id: input.eventId,
        level: answer.level,
        can_help_lead: answer.canHelpLead ? 1 : 0,
        said_at: now,
      });
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
  const [tapped] = await tappedRow(tx, { eventId, tappedId });
  if (!tapped) throw notFound('session', tappedId);
  const [row] = await sessionWithAnswer(tx, { sessionId: tapped.merged_into ?? tapped.id, personId });
  if (!row) throw notFound('session', tappedId);
  requireLive(row);
  return {
    id: row.id,
    merged: row.id !== tappedId,
    leads: row.lead_id !== null,
    before: row.level ? { level: row.level, canHelpLead: row.can_help_lead === 1 } : null,
  };
}

/** Keeps the session from being merged until the tap is in, and other taps from being forgotten by it. */
const tappedRow = prepared((db, given: { tappedId: Id; eventId: Id }) =>
  lockRows(
    db,
    db
      .selectFrom('sessions')
      .select(['id', 'merged_into'])
      .where('id', '=', given.tappedId)
      .where('event_id', '=', given.eventId),
  ),
);

// Subqueries, because SQLite takes five times as long for two left joins that find one row.
const sessionWithAnswer = prepared((db, given: { sessionId: Id; personId: Id }) =>
  db
    .selectFrom('sessions')
    .select(['id', 'headline', 'proposed_by', 'version', 'withdrawn_at', 'merged_into'])
    .select((e) => {
      const answer = e
        .selectFrom('interest')
        .whereRef('session_id', '=', 'sessions.id')
        .where('person_id', '=', given.personId);
      const lead = e
        .selectFrom('session_leads')
        .whereRef('session_id', '=', 'sessions.id')
        .where('person_id', '=', given.personId);
      return [
        answer.select('level').as('level'),
        answer.select('can_help_lead').as('can_help_lead'),
        lead.select('session_leads.id').as('lead_id'),
      ];
    })
    .where('id', '=', given.sessionId),
);

const writeAnswer = prepared((db, given: InterestTables['interest']) => {
  const { session_id, person_id, event_id, level, can_help_lead, said_at } = given;
  return db
    .insertInto('interest')
    .values({ session_id, person_id, event_id, level, can_help_lead, said_at })
    .onConflict((conflict) =>
      conflict.columns(['session_id', 'person_id']).doUpdateSet({ level, can_help_lead, said_at }),
    );
});

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
