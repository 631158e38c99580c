import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { pageWriters } from './page.ts';

/** Says who writes the pages of an event: everybody with a place, or its organisers only. */
export const letWritePages = defineAction({
  name: 'let-write-pages',
  input: z.strictObject({ eventId: id, who: pageWriters }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, input: { eventId, who }, record }): Promise<void> => {
    await tx.updateTable('events').set({ pages_by: who }).where('id', '=', eventId).execute();
    record({ kind: 'pages.writers-set', eventId, subjectId: eventId, audience: 'public' });
  },
});
