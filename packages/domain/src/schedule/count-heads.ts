import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import { requireAtHand, requireLive, sessionState } from '../sessions/session-policy.ts';
import { headCountOpen, MOST_HEADS } from './head-count.ts';
import { latestPlacements } from './release-changes.ts';

/**
 * Says how many were at a session, from its last quarter on and for the rest of its day. The last
 * word counts: whoever sees that the number is wrong corrects it.
 */
export const countHeads = defineAction({
  name: 'count-heads',
  input: z.strictObject({ eventId: id, sessionId: id, people: wholeNumber(0, MOST_HEADS) }),
  allow: ({ tx, actor, input }) => requireAtHand(tx, actor, input, 'say how many were there'),
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { eventId, sessionId, people } = input;
    const session = await sessionState(tx, eventId, sessionId);
    requireLive(session);
    const { zone } = await eventOrThrow(tx, eventId);
    const place = (await latestPlacements(tx, eventId)).find((one) => one.sessionId === sessionId);
    const open = place && headCountOpen(place, zone);
    if (!open || now < open.from || now >= open.until)
      throw new DomainError(
        'wrong-state',
        `Heads at “${session.headline}” are counted towards its end, or later on the same day.`,
      );
    const counted = {
      people,
      counted_at: now,
      counted_by: actor.kind === 'person' ? actor.personId : null,
    };
    await tx
      .insertInto('head_counts')
      .values({ session_id: sessionId, ...counted })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet(counted))
      .execute();
    record({ kind: 'heads.counted', eventId, subjectId: sessionId, audience: 'organisers' });
  },
});
