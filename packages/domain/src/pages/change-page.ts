import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { changeSummary, pageBody } from '../wiki/page-text.ts';
import { presentPage, requirePageWriter } from './page-policy.ts';
import { savePageText } from './save-page-text.ts';

/**
 * Changes what a page says; the earlier text is kept. When somebody else was quicker nothing is written:
 * refused as stale, with the other's text and both united (`StalePage`) as the subject.
 */
export const changePage = defineAction({
  name: 'change-page',
  input: z.strictObject({ eventId: id, pageId: id, version, body: pageBody, summary: changeSummary }),
  allow: async ({ tx, actor, input }) => void (await requirePageWriter(tx, actor, input)),
  run: async (work): Promise<{ version: number }> => {
    const { body, ...save } = work.input;
    const { name } = await presentPage(work.tx, save.eventId, save.pageId);
    return savePageText(work, save, { name, body });
  },
});
