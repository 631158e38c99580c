import { z } from 'zod';
import { organises, requireParticipant, standingIn } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { presentText } from '../projects/save-text.ts';
import { columnsOf, MAX, newLead, sessionFields } from './session.ts';
import { addLeads, addOwnLead } from './session-leads.ts';
import { sessionsAlike } from './session-queries.ts';
import { requireOwnTimes, requireProposingOpen } from './session-times.ts';
import { writeUnavailableSlots } from './unavailable-slots.ts';

export interface ProposedSession {
  readonly id: Id;
  /** Other sessions with the same headline: a hint to look there, not a refusal. */
  readonly alike: readonly { readonly id: Id; readonly headline: string }[];
}

/**
 * Proposes a session; a headline is enough. Whoever proposes leads it, unless it is an idea looking
 * for a lead, or an organiser or helper writes it down for somebody else (`iLead: false`, with a lead named).
 */
export const proposeSession = defineAction({
  name: 'propose-session',
  input: z.strictObject({
    eventId: id,
    ...sessionFields,
    iLead: z.boolean().default(true),
    leads: z.array(newLead).max(MAX.leads).default([]),
    /** The project it is proposed from. */
    projectId: id.nullable().default(null),
  }),
  allow: async ({ tx, actor, input }) => {
    const standing = await standingIn(tx, actor, input.eventId);
    if (!standing.helper) await requireParticipant(tx, actor, input.eventId);
  },
  run: async (work): Promise<ProposedSession> => {
    const { tx, actor, input, now, record } = work;
    const standing = await standingIn(tx, actor, input.eventId);
    await requireOwnTimes(tx, input.eventId, input);
    await requireProposingOpen(tx, standing, input.dayId);
    if (input.projectId) await presentText(tx, input.projectId);
    const proposerId = standing.personId;
    const proposerLeads =
      proposerId !== null && !input.wantsLead && (input.iLead || !(organises(standing) || standing.helper));
    if (!proposerLeads && !input.wantsLead && input.leads.length === 0) {
      throw wrongField(
        'leads',
        'required',
        'Somebody has to lead it. Try: mark it as an idea looking for a lead.',
      );
    }
    const sessionId = newId();
    await tx
      .insertInto('sessions')
      .values({
        id: sessionId,
        event_id: input.eventId,
        ...columnsOf(input),
        proposed_by: proposerId,
        proposed_at: now,
        updated_at: now,
        withdrawn_at: null,
        withdrawn_by: null,
        merged_into: null,
        project_id: input.projectId,
      })
      .execute();
    await writeUnavailableSlots(tx, sessionId, input.unavailableSlotIds);
    const session = { id: sessionId, eventId: input.eventId, headline: input.headline };
    if (proposerLeads) await addOwnLead(work, session, proposerId);
    await addLeads(work, session, input.leads);
    record({ kind: 'session.proposed', eventId: input.eventId, subjectId: sessionId, audience: 'public' });
    return { id: sessionId, alike: await sessionsAlike(tx, input.eventId, input.headline, sessionId) };
  },
});
