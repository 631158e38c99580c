import { z } from 'zod';
import { updateCalendarEntries } from '../agenda/calendar-entries.ts';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import type { Event } from '../events/event.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction, type Work } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, text, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { comingRelease, type ComingRelease, type ReleaseChange, type ToldPlace } from './release-changes.ts';
import { releaseRecipients } from './release-recipients.ts';

const MANY = 200;

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
    const { tx, actor, input, now, record } = work;
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
    const releaseId = newId();
    await tx
      .insertInto('releases')
      .values({
        id: releaseId,
        event_id: eventId,
        number: coming.number,
        note: input.note,
        released_at: now,
        released_by: actor.kind === 'person' ? actor.personId : null,
      })
      .execute();
    await writePlacements(tx, releaseId, coming);
    await updateCalendarEntries(tx, eventId, releaseId, now);
    const told = await tellPeople(work, event, coming);
    record({ kind: 'schedule.released', eventId, subjectId: releaseId, audience: 'public' });
    return { number: coming.number, changes: coming.changes.length, told };
  },
});

async function writePlacements(tx: Transaction, releaseId: Id, { placements }: ComingRelease): Promise<void> {
  for (let from = 0; from < placements.length; from += MANY) {
    await tx
      .insertInto('released_placements')
      .values(
        placements.slice(from, from + MANY).map((one) => ({
          release_id: releaseId,
          session_id: one.sessionId,
          slot_id: one.slotId,
          area_id: one.areaId,
          area_label: one.areaLabel,
          starts_at: one.startsAt,
          ends_at: one.endsAt,
        })),
      )
      .execute();
  }
}

/** One mail per person, however many of their sessions changed. Returns how many people. */
async function tellPeople(work: Work<unknown>, event: Event, coming: ComingRelease): Promise<number> {
  const { tx, now, site } = work;
  const recipients = await releaseRecipients(tx, event.id, coming.changes);
  for (const { person, changes } of recipients) {
    await queueMessage(tx, {
      now,
      eventId: event.id,
      to: { personId: person.id, email: person.email, name: person.name, locale: person.locale },
      template: 'sessions-moved',
      params: {
        name: person.name,
        event: event.name,
        number: String(coming.number),
        changes: changes.map((change) => inWords(change, event.zone, person.locale)).join('\n'),
        link: `${site.origin}/${event.slug}/agenda`,
      },
      onceKey: `sessions-moved ${event.id} ${coming.number} ${person.id}`,
    });
  }
  return recipients.length;
}

function inWords(change: ReleaseChange, zone: string, locale: string | null): string {
  const german = locale?.startsWith('de') ?? false;
  if (!change.to) return german ? `„${change.headline}“ fällt aus.` : `“${change.headline}” is cancelled.`;
  const place = placeInWords(change.to, zone, german);
  return german ? `„${change.headline}“ ist jetzt ${place}.` : `“${change.headline}” is now ${place}.`;
}

function placeInWords(place: ToldPlace, zone: string, german: boolean): string {
  const start = Temporal.Instant.from(place.startsAt).toZonedDateTimeISO(zone);
  const when = start.toLocaleString(german ? 'de' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  return german ? `${when} (${zone}) in ${place.areaLabel}` : `${when} (${zone}) in area ${place.areaLabel}`;
}
