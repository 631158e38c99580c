import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { columnsOf, MAX, newLead, sessionFields, type Session } from './session.ts';
import { addLeads } from './session-leads.ts';
import { requireChanger, requireLive, sessionState } from './session-policy.ts';
import { readSession } from './session-queries.ts';
import { requireOwnTimes } from './session-times.ts';
import { writeUnavailableSlots } from './unavailable-slots.ts';
import { unplaceImpossible } from './unplace-impossible.ts';

/**
 * Changes everything that was said about a session. Written against an older version it is refused
 * as `stale`, with the current {@link Session} as the error's subject. A change that makes its place
 * in the draft impossible takes it off the draft.
 */
export const changeSession = defineAction({
  name: 'change-session',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    version,
    ...sessionFields,
    /** Those of its leads who stay. */
    keepLeadIds: z.array(id).max(100).default([]),
    addLeads: z.array(newLead).max(MAX.leads).default([]),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireChanger(tx, actor, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ version: number }> => {
    const { tx, input, now, record } = work;
    await takeTurn(tx, input.eventId);
    requireLive(await sessionState(tx, input.eventId, input.sessionId));
    await requireOwnTimes(tx, input.eventId, input);
    const written = await tx
      .updateTable('sessions')
      .set((session) => ({
        ...columnsOf(input),
        updated_at: now,
        version: session('version', '+', 1),
      }))
      .where('id', '=', input.sessionId)
      .where('version', '=', input.version)
      .returning('version')
      .executeTakeFirst();
    if (!written) throw stale(await readSession(tx, input.eventId, input.sessionId));
    await writeUnavailableSlots(tx, input.sessionId, input.unavailableSlotIds);
    await keepLeads(tx, input.sessionId, input.keepLeadIds);
    await addLeads(
      work,
      { id: input.sessionId, eventId: input.eventId, headline: input.headline },
      input.addLeads,
    );
    if (!input.wantsLead) await requireSomeLead(tx, input.sessionId);
    record({
      kind: 'session.changed',
      eventId: input.eventId,
      subjectId: input.sessionId,
      audience: 'public',
    });
    for (const change of await unplaceImpossible(tx, input.eventId, [input.sessionId])) record(change);
    return { version: written.version };
  },
});

/** Somebody else was faster; `subject` is the session as it is now. */
export function stale(current: Session): DomainError {
  return new DomainError(
    'stale',
    `"${current.headline}" was changed by somebody else meanwhile. Try: look at both and save again.`,
    { params: { headline: current.headline, version: current.version }, subject: current },
  );
}

async function keepLeads(tx: Transaction, sessionId: Id, keep: readonly Id[]): Promise<void> {
  const leads = await tx
    .selectFrom('session_leads')
    .select('id')
    .where('session_id', '=', sessionId)
    .execute();
  const known = new Set(leads.map((lead) => lead.id));
  if (!keep.every((leadId) => known.has(leadId)))
    throw wrongField('keepLeadIds', 'not-a-choice', 'This session has no such lead.');
  const gone = [...known].filter((leadId) => !keep.includes(leadId));
  if (gone.length > 0) await tx.deleteFrom('session_leads').where('id', 'in', gone).execute();
}

async function requireSomeLead(tx: Transaction, sessionId: Id): Promise<void> {
  const lead = await tx
    .selectFrom('session_leads')
    .select('id')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (!lead) {
    throw wrongField(
      'keepLeadIds',
      'required',
      'Somebody has to lead it. Try: mark it as an idea looking for a lead.',
    );
  }
}
