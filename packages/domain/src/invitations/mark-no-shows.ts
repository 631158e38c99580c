import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow, lastEnd } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { notAllowed } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { invitationRows, moveInvitation } from './move-invitation.ts';

/** People at the door have this long after the last slot to check in whom they forgot. */
const AFTER_THE_END = { hours: 12 };

/**
 * Says of everybody who had confirmed and was not checked in that they did not come, a while after an
 * event has ended. Only where check-in was used at all: without it, nobody knows. For the clock's job:
 * ask `eventsToClose` first, so that a quiet hour leaves no rows.
 */
export const markNoShows = defineAction({
  name: 'mark-no-shows',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('No-shows are noted by themselves.');
  },
  run: async (work) => {
    const { tx, now } = work;
    let marked = 0;
    for (const eventId of await eventsToClose(tx, now)) {
      await takeTurn(tx, eventId); // somebody may be checked in meanwhile
      const event = await eventOrThrow(tx, eventId);
      const missing = await invitationRows(tx)
        .where('event_id', '=', eventId)
        .where('state', '=', 'confirmed')
        .orderBy('invitations.id')
        .execute();
      for (const invitation of missing) await moveInvitation(work, event, invitation, 'no-show');
      marked += missing.length;
    }
    return { marked };
  },
});

/** Events that ended a while ago, where some were checked in and some are still only confirmed; in order of their ids. */
export async function eventsToClose(db: Db, now: Timestamp): Promise<Id[]> {
  const ended = later(now, { hours: -AFTER_THE_END.hours });
  const rows = await db
    .selectFrom('events')
    .select('events.id')
    .where('cancelled_at', 'is', null)
    .where('no_shows_forgotten_at', 'is', null)
    .where((e) =>
      e.and(
        (['attended', 'confirmed'] as const).map((state) =>
          e.exists(
            e
              .selectFrom('invitations')
              .select('invitations.id')
              .whereRef('event_id', '=', 'events.id')
              .where('state', '=', state),
          ),
        ),
      ),
    )
    .where(({ eb }) => eb(lastEnd(db), '<=', ended))
    .orderBy('events.id')
    .execute();
  return rows.map((row) => row.id);
}
