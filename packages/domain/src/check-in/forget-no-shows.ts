import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { lastEnd } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { later, type Timestamp } from '../kernel/clock.ts';
import { notAllowed } from '../kernel/errors.ts';
import { wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';

/**
 * Forgets who did not come to events that ended so many days ago, and when the others came and left.
 * What stays is that somebody had a place, or was there at all. For the clock's job: ask
 * `eventsToForget` first, so that a quiet day leaves no rows.
 */
export const forgetNoShows = defineAction({
  name: 'forget-no-shows',
  input: z.strictObject({ afterDays: wholeNumber(1, 36_500) }),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('No-shows are forgotten by themselves.');
  },
  run: async ({ tx, input, now }): Promise<{ forgotten: number }> => {
    let forgotten = 0;
    for (const eventId of await eventsToForget(tx, now, input.afterDays)) {
      await takeTurn(tx, eventId);
      const ofEvent = (state: 'no-show') =>
        tx.selectFrom('invitations').select('id').where('event_id', '=', eventId).where('state', '=', state);
      const ids = (await ofEvent('no-show').execute()).map((row) => row.id);
      if (ids.length > 0) {
        await tx
          .deleteFrom('invitation_steps')
          .where('invitation_id', 'in', ids)
          .where('state', '=', 'no-show')
          .execute();
        // Both name whom it was about.
        await tx
          .deleteFrom('changes')
          .where('kind', '=', 'invitation.no-show')
          .where('subject_id', 'in', ids)
          .execute();
        await tx
          .deleteFrom('audit_log')
          .where('action', '=', 'mark-no-shows')
          .where('subject_id', 'in', ids)
          .execute();
        await tx.updateTable('invitations').set({ state: 'confirmed' }).where('id', 'in', ids).execute();
      }
      await tx.deleteFrom('door_marks').where('event_id', '=', eventId).execute();
      await tx.updateTable('events').set({ no_shows_forgotten_at: now }).where('id', '=', eventId).execute();
      forgotten += ids.length;
    }
    return { forgotten };
  },
});

/** Events that ended that long ago, of which somebody is still known not to have come, or when they came. */
export async function eventsToForget(db: Db, now: Timestamp, afterDays: number): Promise<Id[]> {
  const ended = later(now, { days: -afterDays });
  const rows = await db
    .selectFrom('events')
    .select('events.id')
    .where('no_shows_forgotten_at', 'is', null)
    .where((e) =>
      e.or([
        e.exists(
          e
            .selectFrom('invitations')
            .select('invitations.id')
            .whereRef('event_id', '=', 'events.id')
            .where('state', '=', 'no-show'),
        ),
        e.exists(e.selectFrom('door_marks').select('key').whereRef('door_marks.event_id', '=', 'events.id')),
      ]),
    )
    .where(({ eb }) => eb(lastEnd(db), '<=', ended))
    .orderBy('events.id')
    .execute();
  return rows.map((row) => row.id);
}
