import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireParticipant, requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { addOwnLead } from './session-leads.ts';
import { requireLive, sessionState } from './session-policy.ts';
import { unplaceImpossible } from './unplace-impossible.ts';

/** Takes on an idea that is looking for a lead. The second of two who offer at once is told it is taken. */
export const offerToLead = defineAction({
  name: 'offer-to-lead',
  input: z.strictObject({ eventId: id, sessionId: id }),
  allow: async ({ tx, actor, input }) => {
    requirePerson(actor);
    await requireParticipant(tx, actor, input.eventId);
  },
  run: async (work): Promise<{ version: number }> => {
    const { tx, actor, input, now, record } = work;
    await takeTurn(tx, input.eventId);
    const session = await sessionState(tx, input.eventId, input.sessionId);
    requireLive(session);
    const taken = await tx
      .updateTable('sessions')
      .set({ wants_lead: 0, updated_at: now, version: session.version + 1 })
      .where('id', '=', input.sessionId)
      .where('wants_lead', '=', 1)
      .returning('version')
      .executeTakeFirst();
    if (!taken) {
      throw new DomainError('already-taken', `"${session.headline}" has a lead already.`, {
        params: { headline: session.headline },
      });
    }
    await addOwnLead(
      work,
      { id: input.sessionId, eventId: input.eventId, headline: session.headline },
      requirePerson(actor),
    );
    record({
      kind: 'session.changed',
      eventId: input.eventId,
      subjectId: input.sessionId,
      audience: 'public',
    });
    for (const change of await unplaceImpossible(tx, input.eventId, [input.sessionId])) record(change);
    return { version: taken.version };
  },
});
