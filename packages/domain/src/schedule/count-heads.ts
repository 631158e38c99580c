import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import type { Actor } from '../kernel/actor.ts';
import { DomainError, notAllowed, signInNeeded } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { leads, requireLive, sessionState } from '../sessions/session-policy.ts';
import { organises, standingIn } from '../standing/standing.ts';
import { headCountOpen, MOST_HEADS } from './head-count.ts';
import { latestRelease, releasedPlacements } from './release-changes.ts';

/**
 * Says how many were at a session, from its last quarter on and for the rest of its day. The last
 * word counts: whoever sees that the number is wrong corrects it.
 */
export const countHeads = defineAction({
  name: 'count-heads',
  input: z.strictObject({ eventId: id, sessionId: id, people: wholeNumber(0, MOST_HEADS) }),
  allow: ({ tx, actor, input }) => requireCounter(tx, actor, input.eventId, input.sessionId),
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { eventId, sessionId, people } = input;
    const session = await sessionState(tx, eventId, sessionId);
    requireLive(session);
    const { zone } = await eventOrThrow(tx, eventId);
    const latest = await latestRelease(tx, eventId);
    const released = latest ? await releasedPlacements(tx, latest.id) : [];
    const place = released.find((one) => one.sessionId === sessionId);
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

/** Its leads, and helpers and organisers, who look in at the door. */
async function requireCounter(db: Db, actor: Actor, eventId: Id, sessionId: Id): Promise<void> {
  const standing = await standingIn(db, actor, eventId);
  await sessionState(db, eventId, sessionId);
  if (organises(standing) || standing.helper) return;
  if (standing.personId && (await leads(db, standing.personId, sessionId))) return;
  throw actor.kind === 'visitor'
    ? signInNeeded()
    : notAllowed('Only who leads this session, helpers and organisers may say how many were there.');
}
