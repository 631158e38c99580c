import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { leads } from '../sessions/session-policy.ts';
import { standingIn } from '../standing/standing.ts';
import { requireOpenPlenary } from './plenary-queries.ts';
import { plenaryChanged } from './write-plenary.ts';

/** Says no to a merge, or takes one's own offer back; for leads of either session. Doing it twice is fine. */
export const declineMerge = defineAction({
  name: 'decline-merge',
  input: z.strictObject({ eventId: id, offerId: id }),
  allow: async ({ tx, actor, input }) => {
    const { personId } = await standingIn(tx, actor, input.eventId);
    const offer = await tx
      .selectFrom('merge_offers')
      .select(['from_id', 'into_id'])
      .where('id', '=', input.offerId)
      .where('event_id', '=', input.eventId)
      .executeTakeFirst();
    if (!offer) throw notFound('offer to merge', input.offerId);
    if (
      personId &&
      ((await leads(tx, personId, offer.from_id)) || (await leads(tx, personId, offer.into_id)))
    )
      return;
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only who leads one of the two sessions may decline to merge them.');
  },
  run: async ({ tx, input, now, record }): Promise<void> => {
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    await tx
      .updateTable('merge_offers')
      .set({ declined_at: now })
      .where('id', '=', input.offerId)
      .where('declined_at', 'is', null)
      .execute();
    record(plenaryChanged(plenary));
  },
});
