import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, text, wholeNumber } from '../kernel/fields.ts';
import { comingRelease } from './release-changes.ts';
import { writeRelease } from './write-release.ts';

/**
 * Publishes the draft as the next numbered release, with a note. Everybody who leads, must or
 * wants a session that moved or was cancelled gets one mail with all that concerns them. Refused
 * when nothing changed, or when `number` is not the next one: then somebody else has just released.
 */
export const releaseSchedule = defineAction({
  name: 'release-schedule',
  input: z.strictObject({ eventId: id, number: wholeNumber(1, 100_000), note: text(2000) }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    const { tx, input } = work;
    const { eventId } = input;
    await takeTurn(tx, eventId);
    const event = await eventOrThrow(tx, eventId);
    const coming = await comingRelease(tx, eventId);
    if (coming.number !== input.number) {
      throw new DomainError('stale', `Release ${coming.number - 1} is out already.`, {
        subject: { number: coming.number },
      });
    }
    if (coming.changes.length === 0)
      throw new DomainError('nothing-to-release', 'Nothing has changed since the last release.');
    const told = await writeRelease(work, event, coming, input.note);
    return { number: coming.number, changes: coming.changes.length, told };
  },
});
