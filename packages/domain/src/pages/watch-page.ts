import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requirePerson, standingIn } from '../standing/standing.ts';
import { presentPage } from './page-policy.ts';

/** Begins or ends telling somebody who may see the event of changes to a page; see `tellPageWatchers`. */
export const watchPage = defineAction({
  name: 'watch-page',
  input: z.strictObject({ eventId: id, pageId: id, watching: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    await standingIn(tx, actor, input.eventId);
    requirePerson(actor);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ watching: boolean }> => {
    const { eventId, pageId, watching } = input;
    const personId = requirePerson(actor);
    const { version } = await presentPage(tx, eventId, pageId);
    if (watching)
      await tx
        .insertInto('page_watchers')
        .values({ page_id: pageId, person_id: personId, since: now, told_version: version })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else
      await tx
        .deleteFrom('page_watchers')
        .where('page_id', '=', pageId)
        .where('person_id', '=', personId)
        .execute();
    record({ kind: 'page.watched', eventId, subjectId: pageId, audience: 'organisers' });
    return { watching };
  },
});
