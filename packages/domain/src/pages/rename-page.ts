import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { changeSummary, nameKey, pageName } from '../wiki/page-text.ts';
import { claimPageName } from './claim-page-name.ts';
import { presentPage, requirePageWriter } from './page-policy.ts';
import { savePageText } from './save-page-text.ts';

/** Gives a page another name and address. Links and addresses with its earlier names lead there from then on. */
export const renamePage = defineAction({
  name: 'rename-page',
  input: z.strictObject({ eventId: id, pageId: id, version, name: pageName, summary: changeSummary }),
  allow: async ({ tx, actor, input }) => void (await requirePageWriter(tx, actor, input)),
  run: async (work): Promise<{ version: number; slug: string }> => {
    const { name, ...save } = work.input;
    const { body } = await presentPage(work.tx, save.eventId, save.pageId);
    const { slug } = await claimPageName(work.tx, save, name);
    return { ...(await savePageText(work, { ...save, nameKey: nameKey(name) }, { name, body })), slug };
  },
});
