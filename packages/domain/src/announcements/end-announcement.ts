import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';

/** Takes an announcement off the screens before its time is over; doing it twice is fine. */
export const endAnnouncement = defineAction({
  name: 'end-announcement',
  input: z.strictObject({ eventId: id, announcementId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, record }): Promise<void> => {
    const event = await eventOrThrow(tx, input.eventId);
    const announcement = await tx
      .selectFrom('announcements')
      .select(['id', 'ends_at'])
      .where('id', '=', input.announcementId)
      .where('event_id', '=', event.id)
      .executeTakeFirst();
    if (!announcement) throw notFound('announcement', input.announcementId);
    if (announcement.ends_at <= now) return;
    await tx.updateTable('announcements').set({ ends_at: now }).where('id', '=', announcement.id).execute();
    const audience = event.announcedAt ? 'public' : 'participants';
    record({ kind: 'announcement.ended', eventId: event.id, subjectId: announcement.id, audience });
  },
});
