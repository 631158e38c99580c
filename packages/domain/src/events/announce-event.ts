import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { eventOrThrow } from './event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Makes a draft visible to everybody. It needs a day: an announcement without a date says nothing. */
export const announceEvent = defineAction({
  name: 'announce-event',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, record }) => {
    const event = await eventOrThrow(tx, input.eventId);
    if (event.announcedAt) return { announcedAt: event.announcedAt };
    if (event.cancelledAt) throw new DomainError('wrong-state', `“${event.name}” is cancelled.`);
    if (!event.startsOn)
      throw new DomainError('wrong-state', `“${event.name}” has no day yet. Try: add a day first.`);
    await tx
      .updateTable('events')
      .set({ announced_at: now, version: event.version + 1 })
      .where('id', '=', event.id)
      .execute();
    record({ kind: 'event.announced', eventId: event.id, subjectId: event.id, audience: 'public' });
    return { announcedAt: now };
  },
});
