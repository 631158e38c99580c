import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notAllowed } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { organises } from '../standing/standing.ts';
import { requireKey } from '../wiki/claim-name.ts';
import { changeSummary, pageBody, pageName } from '../wiki/page-text.ts';
import { claimPageName } from './claim-page-name.ts';
import { columnsOf, pageWriters } from './page.ts';
import { requirePageWriter } from './page-policy.ts';
import { writePageRevision } from './save-page-text.ts';

/** Begins a page of an event. Whoever does watches it from then on. Only organisers begin one that is left to organisers. */
export const createPage = defineAction({
  name: 'create-page',
  input: z.strictObject({
    eventId: id,
    name: pageName,
    body: pageBody,
    summary: changeSummary,
    writers: pageWriters.default('attendees'),
  }),
  allow: async ({ tx, actor, input }) => {
    const standing = await requirePageWriter(tx, actor, { eventId: input.eventId });
    if (input.writers === 'organisers' && !organises(standing))
      throw notAllowed('Only organisers of this event may leave a page to organisers.');
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ pageId: Id; slug: string }> => {
    const { eventId, name, body, summary, writers } = input;
    const [pageId, key] = [newId(), requireKey(name)];
    await tx
      .insertInto('pages')
      .values({
        ...{ id: pageId, event_id: eventId, ...columnsOf({ name, body }), name_key: key, writers },
        ...{ created_at: now, updated_at: now, removed_at: null, removed_by: null },
      })
      .onConflict((conflict) => conflict.doNothing()) // the name is another's: claiming it says whose
      .execute();
    const { slug } = await claimPageName(tx, { eventId, pageId }, name);
    await writePageRevision(tx, { actor, now }, { pageId, version: 1, text: { name, body }, summary });
    if (actor.kind === 'person')
      await tx
        .insertInto('page_watchers')
        .values({ page_id: pageId, person_id: actor.personId, since: now, told_version: 1 })
        .execute();
    record({ kind: 'page.created', eventId, subjectId: pageId, audience: 'public' });
    return { pageId, slug };
  },
});
