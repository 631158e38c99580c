import { z } from 'zod';
import { phaseOf, type Event } from '../events/event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { mailLocale } from '../messages/templates.ts';
import { editionOrThrow } from './edition-policy.ts';
import { untoldPeople } from './edition-queries.ts';

/**
 * Tells those who would come to a future class that this edition is planned: each once, also when it is
 * done again for those who registered since. Returns to how many.
 */
export const tellInterested = defineAction({
  name: 'tell-interested',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
    await editionOrThrow(tx, input.eventId);
  },
  run: async ({ tx, input, now, site, record }): Promise<{ told: number }> => {
    const event = await eventOrThrow(tx, input.eventId);
    if (!event.announcedAt)
      throw new DomainError('wrong-state', `“${event.name}” is a draft. Try: announce it first.`);
    const phase = phaseOf(event, now);
    if (phase === 'past' || phase === 'cancelled')
      throw new DomainError('wrong-state', `“${event.name}” is ${phase}.`);
    const edition = await editionOrThrow(tx, event.id);
    const { title } = await tx
      .selectFrom('courses')
      .select('title')
      .where('id', '=', edition.course_id)
      .executeTakeFirstOrThrow();
    const people = await untoldPeople(tx, edition);
    for (const { id: personId, email, name, locale } of people)
      await queueMessage(tx, {
        now,
        eventId: event.id,
        to: { personId, email, name, locale },
        template: 'class-planned',
        params: {
          ...{ name, course: title, event: event.name, place: event.venueName || event.zone },
          dates: datesInWords(event, locale),
          link: `${site.origin}/${event.slug}`,
        },
        onceKey: `class-planned ${event.id} ${personId}`,
      });
    await tx.updateTable('editions').set({ told_at: now }).where('event_id', '=', event.id).execute();
    record({ kind: 'edition.told', eventId: event.id, subjectId: event.id, audience: 'organisers' });
    return { told: people.length };
  },
});

/** 28–29 April 2026, in the reader's language. */
function datesInWords({ startsOn, endsOn }: Event, locale: string | null): string {
  if (!startsOn || !endsOn) return '';
  const style = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const language = mailLocale(locale);
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, style);
  return format.formatRange(new Date(`${startsOn}T12:00:00Z`), new Date(`${endsOn}T12:00:00Z`));
}
