import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireParticipant, requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { MAX } from '../sessions/session.ts';
import { requireOwnSlots } from '../sessions/session-times.ts';
import { unplaceImpossible } from '../sessions/unplace-impossible.ts';

/**
 * Says which slots of an event a person misses, all of them anew. Sessions they lead that are drafted
 * into one of those slots lose that place: nobody leads while absent.
 */
export const markAbsence = defineAction({
  name: 'mark-absence',
  input: z.strictObject({ eventId: id, slotIds: z.array(id).max(MAX.slots) }),
  allow: async ({ tx, actor, input }) => {
    requirePerson(actor);
    await requireParticipant(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, record }): Promise<void> => {
    const { eventId } = input;
    const personId = requirePerson(actor);
    await takeTurn(tx, eventId);
    await requireOwnSlots(tx, eventId, input.slotIds, 'slotIds');
    await tx
      .deleteFrom('absences')
      .where('event_id', '=', eventId)
      .where('person_id', '=', personId)
      .execute();
    const rows = [...new Set(input.slotIds)].map((slotId) => ({
      event_id: eventId,
      person_id: personId,
      slot_id: slotId,
    }));
    if (rows.length > 0) await tx.insertInto('absences').values(rows).execute();
    record({ kind: 'absence.marked', eventId, subjectId: personId, audience: 'organisers' });
    const led = await tx
      .selectFrom('session_leads')
      .innerJoin('sessions', 'sessions.id', 'session_leads.session_id')
      .select('session_id')
      .where('person_id', '=', personId)
      .where('sessions.event_id', '=', eventId)
      .execute();
    const sessionIds = led.map((row) => row.session_id);
    for (const change of await unplaceImpossible(tx, eventId, sessionIds)) record(change);
  },
});
