import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { presentPage, requirePageWriter } from './page-policy.ts';
import { savePageText } from './save-page-text.ts';

/** Brings an earlier text back as a new revision; the texts between are kept, and so is the present name. */
export const restorePageText = defineAction({
  name: 'restore-page-text',
  input: z.strictObject({ eventId: id, pageId: id, version, revision: version }),
  allow: async ({ tx, actor, input }) => void (await requirePageWriter(tx, actor, input)),
  run: async (work): Promise<{ version: number }> => {
    const { revision, ...save } = work.input;
    const kept = await work.tx
      .selectFrom('page_revisions')
      .select('body')
      .where('page_id', '=', save.pageId)
      .where('version', '=', revision)
      .executeTakeFirst();
    if (!kept) throw notFound('revision', String(revision));
    const { name } = await presentPage(work.tx, save.eventId, save.pageId);
    const text = { name, body: kept.body };
    return savePageText(work, { ...save, summary: '', restoredVersion: revision }, text);
  },
});
