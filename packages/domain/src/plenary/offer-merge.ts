import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { notAllowed, signInNeeded, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { mergeInto } from '../sessions/merge-sessions.ts';
import { leads, requireLive, sessionState } from '../sessions/session-policy.ts';
import { standingIn } from '../standing/standing.ts';
import { requireOpenPlenary } from './plenary-queries.ts';
import { plenaryChanged } from './write-plenary.ts';

/**
 * A lead agrees that two sessions become one ("I will join you"): the first tap of a lead of either
 * side is the offer, the second one of the other side merges `from` into `into`. Who leads both
 * merges with one tap. An offer that was declined can be made again. The other way round is the
 * other side's to offer.
 */
export const offerMerge = defineAction({
  name: 'offer-merge',
  input: z.strictObject({ eventId: id, fromId: id, intoId: id }),
  allow: async ({ tx, actor, input }) => {
    const { personId } = await standingIn(tx, actor, input.eventId);
    await sessionState(tx, input.eventId, input.fromId);
    await sessionState(tx, input.eventId, input.intoId);
    if (personId && ((await leads(tx, personId, input.fromId)) || (await leads(tx, personId, input.intoId))))
      return;
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only who leads one of the two sessions may offer to merge them.');
  },
  run: async (work): Promise<{ merged: boolean }> => {
    const { tx, actor, input, now, record } = work;
    const { eventId, fromId, intoId } = input;
    await takeTurn(tx, eventId);
    const plenary = await requireOpenPlenary(tx, eventId);
    if (fromId === intoId)
      throw wrongField('intoId', 'not-a-choice', 'A session cannot be merged into itself.');
    for (const sessionId of [fromId, intoId]) requireLive(await sessionState(tx, eventId, sessionId));
    const personId = actor.kind === 'person' ? actor.personId : '';
    const known = await offerOf(tx, fromId, intoId);
    const still = known?.declined_at === null ? known : undefined;
    const agreed = {
      from_agreed_at: (still?.from_agreed_at ?? null) || ((await leads(tx, personId, fromId)) ? now : null),
      into_agreed_at: (still?.into_agreed_at ?? null) || ((await leads(tx, personId, intoId)) ? now : null),
      declined_at: null,
    };
    await tx
      .insertInto('merge_offers')
      .values({ id: newId(), event_id: eventId, from_id: fromId, into_id: intoId, made_at: now, ...agreed })
      .onConflict((conflict) => conflict.columns(['from_id', 'into_id']).doUpdateSet(agreed))
      .execute();
    const merged = agreed.from_agreed_at !== null && agreed.into_agreed_at !== null;
    if (merged) await mergeInto(work, { eventId, fromId, intoId });
    record(plenaryChanged(plenary));
    return { merged };
  },
});

function offerOf(tx: Transaction, fromId: Id, intoId: Id) {
  return tx
    .selectFrom('merge_offers')
    .select(['from_agreed_at', 'into_agreed_at', 'declined_at'])
    .where('from_id', '=', fromId)
    .where('into_id', '=', intoId)
    .executeTakeFirst();
}
