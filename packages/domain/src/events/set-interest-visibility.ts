import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { eventOrThrow } from './event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Opens the totals of interest to everybody who takes part, or hides them again. */
export const setInterestVisibility = defineAction({
  name: 'set-interest-visibility',
  input: z.strictObject({ eventId: id, open: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, record }) => {
    const event = await eventOrThrow(tx, input.eventId);
    const openedAt = input.open ? (event.interestOpenedAt ?? now) : null;
    await tx.updateTable('events').set({ interest_opened_at: openedAt }).where('id', '=', event.id).execute();
    const kind = input.open ? 'interest.opened' : 'interest.hidden';
    record({ kind, eventId: event.id, subjectId: event.id, audience: 'participants' });
    return { openedAt };
  },
});
