import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';

/**
 * Takes a page out of everybody's sight, or brings it back with all its texts. Its names stay its own, so that nobody
 * writes it anew behind the organisers' backs.
 */
export const removePage = defineAction({
  name: 'remove-page',
  input: z.strictObject({ eventId: id, pageId: id, removed: z.boolean() }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, actor, input, now, record }): Promise<{ removed: boolean }> => {
    const { eventId, pageId, removed } = input;
    const by = actor.kind === 'person' ? actor.personId : null;
    const changed = await tx
      .updateTable('pages')
      .set({ removed_at: removed ? now : null, removed_by: removed ? by : null })
      .where('id', '=', pageId)
      .where('event_id', '=', eventId)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw notFound('page', pageId);
    const kind = removed ? 'page.removed' : 'page.brought-back';
    record({ kind, eventId, subjectId: pageId, audience: 'public' });
    return { removed };
  },
});
