import type { Db } from '../database/db.ts';
import type { Clock, Timestamp } from '../kernel/clock.ts';
import { timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { readSignedNumber, signNumber } from '../kernel/signed-number.ts';
import type { Site } from '../kernel/site.ts';
import { catchUpCalendarEntries } from './calendar-entries.ts';
import { uidOf, writeCalendar, type CalendarEntry } from '../text/icalendar.ts';

/** Names what the secret in a calendar's address is good for. */
const PURPOSE = 'personal calendar';

interface FeedNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly site: Site;
}

/** The address of one person's calendar. Whoever knows it can read it, so it is shown to that person only. */
export async function calendarAddress({ db, site }: FeedNeeds, personId: Id): Promise<string> {
  const { calendar_number: number } = await db
    .selectFrom('people')
    .select('calendar_number')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return addressOf(site, signNumber(site.secret, PURPOSE, { id: personId, number }));
}

/**
 * The calendar behind a secret address, as iCalendar: what its person leads, must and wants in the
 * latest release of every event. Cancelled sessions stay, as cancelled, until their event ends.
 * undefined when the address is not, or no longer, valid.
 */
export async function personalFeed(needs: FeedNeeds, token: string): Promise<string | undefined> {
  const { db, clock, site } = needs;
  const link = readSignedNumber(site.secret, PURPOSE, token);
  if (!link) return undefined;
  const person = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', '=', link.id)
    .where('calendar_number', '=', link.number)
    .executeTakeFirst();
  if (!person) return undefined;
  const now = timestamp(clock.now());
  const events = await eventsWithEntries(db, person.id);
  for (const event of events) await catchUpCalendarEntries(db, event.id, now);
  const sessionIds = chosenBy(db, person.id);
  const entries = await entryRows(db, now).where('calendar_entries.session_id', 'in', sessionIds).execute();
  return writeCalendar({
    name: person.name ? `Plenary: ${person.name}` : 'Plenary',
    source: addressOf(site, token),
    url: site.origin,
    zone: events[0]?.zone ?? 'UTC',
    entries: entries.map((row) => toEntry(row, site)),
  });
}

/** The whole released schedule of an event as iCalendar, for everybody; undefined for an event not announced. */
export async function eventFeed(needs: FeedNeeds, eventId: Id): Promise<string | undefined> {
  const { db, clock, site } = needs;
  const event = await db
    .selectFrom('events')
    .select(['id', 'name', 'slug', 'zone'])
    .where('id', '=', eventId)
    .where('announced_at', 'is not', null)
    .executeTakeFirst();
  if (!event) return undefined;
  const now = timestamp(clock.now());
  await catchUpCalendarEntries(db, event.id, now);
  const entries = await entryRows(db, now).where('calendar_entries.event_id', '=', eventId).execute();
  return writeCalendar({
    name: event.name,
    source: `${site.origin}/${event.slug}/schedule.ics`,
    url: `${site.origin}/${event.slug}`,
    zone: event.zone,
    entries: entries.map((row) => toEntry(row, site)),
  });
}

function addressOf(site: Site, token: string): string {
  return `${site.origin}/calendar/${token}/agenda.ics`;
}

/** The events a person has something in the calendar of, the one that began last first. */
async function eventsWithEntries(db: Db, personId: Id): Promise<{ id: Id; zone: string }[]> {
  return db
    .selectFrom('calendar_entries')
    .innerJoin('events', 'events.id', 'calendar_entries.event_id')
    .select((e) => ['events.id', 'events.zone', e.fn.min('starts_at').as('first')])
    .where('session_id', 'in', chosenBy(db, personId))
    .groupBy(['events.id', 'events.zone'])
    .orderBy('first', 'desc')
    .execute();
}

/** What a person leads, must and wants. */
function chosenBy(db: Db, personId: Id) {
  return db
    .selectFrom('session_leads')
    .select('session_id')
    .where('person_id', '=', personId)
    .union(
      db
        .selectFrom('interest')
        .select('session_id')
        .where('person_id', '=', personId)
        .where('level', 'in', ['must', 'want']),
    );
}

function entryRows(db: Db, now: Timestamp) {
  return db
    .selectFrom('calendar_entries')
    .innerJoin('events', 'events.id', 'calendar_entries.event_id')
    .selectAll('calendar_entries')
    .select('events.slug')
    .where((e) =>
      e.or([
        e('calendar_entries.status', '=', 'confirmed'),
        // A clock that says whether the event is over: its last slot.
        e.exists(
          e
            .selectFrom('slots')
            .select('slots.id')
            .whereRef('slots.event_id', '=', 'calendar_entries.event_id')
            .where('slots.ends_at', '>', now),
        ),
      ]),
    )
    .orderBy('calendar_entries.starts_at')
    .orderBy('calendar_entries.session_id');
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number];

function toEntry(row: EntryRow, site: Site): CalendarEntry {
  return {
    uid: uidOf(row.session_id),
    sequence: row.sequence,
    changedAt: row.changed_at,
    cancelled: row.status === 'cancelled',
    summary: row.headline,
    location: row.area_label,
    url: `${site.origin}/${row.slug}/sessions/${row.session_id}`,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  };
}
