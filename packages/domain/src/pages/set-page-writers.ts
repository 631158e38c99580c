import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import type { PageWriters } from '../events/event-tables.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { pageWriters } from './page.ts';
import { presentPage } from './page-policy.ts';

/** Says who changes one page: everybody with a place at the event, or organisers only (house rules). */
export const setPageWriters = defineAction({
  name: 'set-page-writers',
  input: z.strictObject({ eventId: id, pageId: id, writers: pageWriters }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, input, record }): Promise<{ writers: PageWriters }> => {
    const { eventId, pageId, writers } = input;
    await presentPage(tx, eventId, pageId);
    await tx.updateTable('pages').set({ writers }).where('id', '=', pageId).execute();
    record({ kind: 'page.writers-set', eventId, subjectId: pageId, audience: 'public' });
    return { writers };
  },
});
