import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { later } from '../kernel/clock.ts';
import { notFound } from '../kernel/errors.ts';
import { id, line, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { requireHelper } from '../standing/standing.ts';

/** As much as can be read from three metres on one screen. */
export const LONGEST_ANNOUNCEMENT = 200;
const DAY_MINUTES = 1440;

/** Tells everybody in the building something, on every screen and page of the event, for a while. */
export const postAnnouncement = defineAction({
  name: 'post-announcement',
  input: z.strictObject({
    eventId: id,
    text: line(LONGEST_ANNOUNCEMENT),
    areaId: id.optional(),
    minutes: wholeNumber(1, DAY_MINUTES).default(60),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ announcementId: Id }> => {
    const event = await eventOrThrow(tx, input.eventId);
    const area =
      input.areaId &&
      (await tx
        .selectFrom('areas')
        .select('id')
        .where('id', '=', input.areaId)
        .where('event_id', '=', event.id)
        .executeTakeFirst());
    if (input.areaId && !area) throw notFound('area', input.areaId);
    const announcementId = newId();
    await tx
      .insertInto('announcements')
      .values({
        id: announcementId,
        event_id: event.id,
        area_id: input.areaId ?? null,
        text: input.text,
        posted_at: now,
        posted_by: actor.kind === 'person' ? actor.personId : null,
        ends_at: later(now, { minutes: input.minutes }),
      })
      .execute();
    const audience = event.announcedAt ? 'public' : 'participants';
    record({ kind: 'announcement.posted', eventId: event.id, subjectId: announcementId, audience });
    return { announcementId };
  },
});
