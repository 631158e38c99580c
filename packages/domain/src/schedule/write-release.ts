import { updateCalendarEntries } from '../agenda/calendar-entries.ts';
import type { Transaction } from '../database/db.ts';
import type { Event } from '../events/event.ts';
import type { Work } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { queueMessage } from '../messages/queue-message.ts';
import { changeInWords } from './change-in-words.ts';
import { pushRelease } from './push-release.ts';
import type { ComingRelease } from './release-changes.ts';
import { releaseRecipients } from './release-recipients.ts';

const MANY = 200;

/**
 * Writes a release for an action that has taken the event's turn: its placements, what calendars
 * are told, and one mail and one notice for each person whose sessions moved or were cancelled. Returns
 * how many people are mailed.
 */
export async function writeRelease(
  work: Work<unknown>,
  event: Event,
  coming: ComingRelease,
  note: string,
): Promise<number> {
  const { tx, actor, now, record } = work;
  const releaseId = newId();
  await tx
    .insertInto('releases')
    .values({
      id: releaseId,
      event_id: event.id,
      number: coming.number,
      note,
      released_at: now,
      released_by: actor.kind === 'person' ? actor.personId : null,
    })
    .execute();
  await writePlacements(tx, releaseId, coming);
  await updateCalendarEntries(tx, event.id, releaseId, now);
  await pushRelease(tx, event, coming, now);
  const told = await tellPeople(work, event, coming);
  record({ kind: 'schedule.released', eventId: event.id, subjectId: releaseId, audience: 'public' });
  return told;
}

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
        changes: changes.map((change) => changeInWords(change, event.zone, person.locale)).join('\n'),
        link: `${site.origin}/${event.slug}/agenda`,
      },
      onceKey: `sessions-moved ${event.id} ${coming.number} ${person.id}`,
    });
  }
  return recipients.length;
}
