import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { later } from '../kernel/clock.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id, line, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { requireLive, sessionState } from '../sessions/session-policy.ts';
import { requireHelper, requireOrganiser } from '../standing/standing.ts';
import { announcementPeople } from './announcement-people.ts';
import { mailAnnouncement, pushAnnouncement, type ToldAnnouncement } from './tell-announcement.ts';

/** As much as can be read from three metres on one screen. */
export const LONGEST_ANNOUNCEMENT = 200;
const DAY_MINUTES = 1440;
const MOST_MAILS = 100_000;

/**
 * Tells everybody in the building something, on every screen and page of the event and by notices, for
 * a while. For a session's people it is on their pages and devices only. `mailTo` is how many people
 * its sender was told will be mailed; when it has become another number, the sender is asked again.
 */
export const postAnnouncement = defineAction({
  name: 'post-announcement',
  input: z
    .strictObject({
      eventId: id,
      text: line(LONGEST_ANNOUNCEMENT),
      areaId: id.optional(),
      sessionId: id.optional(),
      minutes: wholeNumber(1, DAY_MINUTES).default(60),
      mailTo: wholeNumber(0, MOST_MAILS).optional(),
    })
    .refine(({ areaId, sessionId }) => !areaId || !sessionId, {
      path: ['areaId'],
      params: { code: 'not-a-choice' },
    }),
  allow: async ({ tx, actor, input }) => {
    await requireHelper(tx, actor, input.eventId);
    if (input.mailTo !== undefined) await requireOrganiser(tx, actor, input.eventId);
  },
  run: async (work): Promise<{ announcementId: Id }> => {
    const { tx, actor, input, now, record } = work;
    const event = await eventOrThrow(tx, input.eventId);
    const about = await aboutWhat(tx, event.id, input);
    const announcementId = newId();
    const endsAt = later(now, { minutes: input.minutes });
    const posted_by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .insertInto('announcements')
      .values({
        ...{ id: announcementId, event_id: event.id, text: input.text, posted_at: now, posted_by },
        ...{ area_id: input.areaId ?? null, session_id: input.sessionId ?? null, ends_at: endsAt },
      })
      .execute();
    const told = { id: announcementId, text: input.text, endsAt, about };
    const people = await announcementPeople(tx, event, input, now);
    const others = people.filter((person) => person.id !== posted_by);
    await pushAnnouncement(tx, event, told, others, now);
    if (input.mailTo !== undefined) {
      if (input.mailTo !== people.length) throw otherNumber(people.length);
      await mailAnnouncement(tx, work.site, event, told, people, now);
    }
    const audience = event.announcedAt && !input.sessionId ? 'public' : 'participants';
    record({ kind: 'announcement.posted', eventId: event.id, subjectId: announcementId, audience });
    return { announcementId };
  },
});

async function aboutWhat(
  tx: Transaction,
  eventId: Id,
  { areaId, sessionId }: { areaId?: Id | undefined; sessionId?: Id | undefined },
): Promise<ToldAnnouncement['about']> {
  if (sessionId) {
    const session = await sessionState(tx, eventId, sessionId);
    requireLive(session);
    return { kind: 'session', id: session.id, headline: session.headline };
  }
  if (!areaId) return null;
  const area = await tx
    .selectFrom('areas')
    .select('label')
    .where('id', '=', areaId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!area) throw notFound('area', areaId);
  return { kind: 'area', label: area.label };
}

/** Somebody was invited or withdrew while the sender was reading how many. */
function otherNumber(count: number): DomainError {
  return new DomainError('stale', `It would be mailed to ${count} people by now.`, {
    params: { count },
    subject: { mailTo: count },
  });
}
