import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Closes proposing for one day, or opens it again. */
export const closeProposing = defineAction({
  name: 'close-proposing',
  input: z.strictObject({ eventId: id, dayId: id, closed: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, record }) => {
    const day = await tx
      .updateTable('event_days')
      .set({ proposing_closed_at: input.closed ? now : null })
      .where('id', '=', input.dayId)
      .where('event_id', '=', input.eventId)
      .returning('id')
      .executeTakeFirst();
    if (!day) throw notFound('day', input.dayId);
    const kind = input.closed ? 'proposing.closed' : 'proposing.opened';
    record({ kind, eventId: input.eventId, subjectId: day.id, audience: 'participants' });
  },
});
