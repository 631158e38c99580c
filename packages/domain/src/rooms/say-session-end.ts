import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { latestPlacements } from '../schedule/release-changes.ts';
import { requireAtHand, requireLive, sessionState } from '../sessions/session-policy.ts';
import { newEnd, SESSION_ENDS } from './session-end.ts';

/**
 * Says that a session that runs ends now, or goes on for ten minutes more; or takes that back. Every
 * screen and page shows it. Nothing else moves: what comes next in that area waits.
 */
export const saySessionEnd = defineAction({
  name: 'say-session-end',
  input: z.strictObject({ eventId: id, sessionId: id, end: z.enum(SESSION_ENDS) }),
  allow: ({ tx, actor, input }) => requireAtHand(tx, actor, input, 'say when it ends'),
  run: async ({ tx, actor, input, now, record }): Promise<{ endsAt: string }> => {
    const { eventId, sessionId, end } = input;
    const session = await sessionState(tx, eventId, sessionId);
    requireLive(session);
    const { announcedAt } = await eventOrThrow(tx, eventId);
    const place = (await latestPlacements(tx, eventId)).find((one) => one.sessionId === sessionId);
    if (!place) throw new DomainError('wrong-state', `“${session.headline}” has no place on the schedule.`);
    const known = await tx
      .selectFrom('session_ends')
      .select('ends_at')
      .where('session_id', '=', sessionId)
      .where('starts_at', '=', place.startsAt)
      .executeTakeFirst();
    const { startsAt, endsAt: plannedEnd } = place;
    const running = {
      headline: session.headline,
      startsAt,
      plannedEnd,
      endsAt: known?.ends_at ?? plannedEnd,
    };
    const said = {
      ...{ starts_at: startsAt, planned_end: plannedEnd, ends_at: newEnd(end, running, now) },
      ...{ said_at: now, said_by: actor.kind === 'person' ? actor.personId : null },
    };
    await tx
      .insertInto('session_ends')
      .values({ session_id: sessionId, event_id: eventId, ...said })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet(said))
      .execute();
    const audience = announcedAt ? 'public' : 'participants';
    record({ kind: 'session.end-said', eventId, subjectId: sessionId, audience });
    return { endsAt: said.ends_at };
  },
});
