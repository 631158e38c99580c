import { announceEvent } from '../events/announce-event.ts';
import { changeEvent } from '../events/change-event.ts';
import { createEvent } from '../events/create-event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { giveRole } from '../events/give-role.ts';
import { setOrganisations } from '../events/set-organisations.ts';
import { markAbsence } from '../interest/mark-absence.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person as personActor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import {
  askToCome,
  confirm,
  decide,
  propose,
  SAMPLE,
  sayWhatTheyWant,
  type At,
  type SampleGuest,
} from './hold-event.ts';
import { sampleEmail, SAMPLE_PEOPLE } from './sample-people.ts';
import { SAMPLE_PROPOSALS } from './sample-proposals.ts';

const ZONE = 'Europe/London';
const WEEKS_AHEAD = 5;
const PEOPLE = 45;

export interface NextEdition {
  readonly eventId: Id;
  readonly slug: string;
  readonly organiserEmail: string;
  readonly participantEmails: readonly [string, string];
}

/** The edition after Shanghai: invitations are open, people are coming, everybody proposes. Dated relative to now. */
export async function openNextEdition(needs: Needs, cloneOf: Id): Promise<NextEdition> {
  const now = needs.clock.now().toZonedDateTimeISO(ZONE);
  const at: At = (days, hours = 0) => ({
    ...needs,
    idempotencyKey: undefined,
    clock: { now: () => now.add({ days, hours }).toInstant() },
  });
  const tuesday = now.toPlainDate().add({ days: ((9 - now.dayOfWeek) % 7) + 7 * WEEKS_AHEAD });
  const { eventId, slug } = await announce(at, cloneOf, tuesday, now.subtract({ days: 22 }).toPlainDate());
  valueOf(
    await giveRole(at(-27), SAMPLE, {
      eventId,
      email: sampleEmail('Mei Lin'),
      name: 'Mei Lin',
      role: 'organiser',
    }),
  );
  valueOf(
    await giveRole(at(-27), SAMPLE, {
      eventId,
      email: 'helper@example.org',
      name: 'Sam Helper',
      role: 'helper',
    }),
  );

  const guests = await askToCome(at(-20), eventId, SAMPLE_PEOPLE.slice(0, PEOPLE));
  const [coming, undecided] = [guests.slice(0, 40), guests.slice(40, 43)];
  await decide(at(-12), eventId, coming, 'invite');
  await decide(at(-5), eventId, undecided, 'invite');
  await decide(at(-4), eventId, guests.slice(43, 44), 'waitlist');
  await confirm(at(-10), coming);
  const proposed = await propose(at(-3), eventId, coming, SAMPLE_PROPOSALS);
  await sayWhatTheyWant(at(-1), eventId, coming.slice(0, 36), proposed);
  await missSecondDay(
    at(-1),
    eventId,
    coming.filter((_, index) => index % 11 === 7),
  );
  return {
    eventId,
    slug,
    organiserEmail: sampleEmail('Mei Lin'),
    participantEmails: [sampleEmail('Jonas Weber'), sampleEmail('Aoife Brennan')],
  };
}

async function announce(
  at: At,
  cloneOf: Id,
  start: Temporal.PlainDate,
  open: Temporal.PlainDate,
): Promise<{ eventId: Id; slug: string }> {
  const made = valueOf(
    await createEvent(at(-30), SAMPLE, {
      cloneOf,
      name: `Hypervisor Hackathon Cambridge ${start.year}`,
      slug: `cambridge-${start.year}`,
      startDate: start.toString(),
      zone: ZONE,
      venueName: 'Ardent Labs, The Old Mill',
      venueAddress: '12 Millpond Lane, Cambridge',
    }),
  );
  const { version } = await eventOrThrow(at(-29).db, made.eventId);
  valueOf(
    await changeEvent(at(-29), SAMPLE, {
      eventId: made.eventId,
      version,
      travel:
        '# Getting there\n\nFrom the station it is a quarter of an hour along the river, or bus 4 to Millpond Lane. There is room for bicycles and none for cars.\n\n# Staying\n\nThe college next door keeps twenty rooms for us until two weeks before; say “hackathon” when you book.\n\n# Access\n\nDoors, areas 1 to 3 and the commons are step-free.',
      invitationsOpenAt: `${open.toString()}T09:00`,
      cutOffAt: start.subtract({ days: 14 }).toString() + 'T23:59',
    }),
  );
  const event = await eventOrThrow(at(-29).db, made.eventId);
  valueOf(
    await setOrganisations(at(-29), SAMPLE, {
      eventId: made.eventId,
      version: event.version,
      hosts: [{ name: 'Ardent Labs', url: '' }],
      sponsors: [{ name: 'Tern Networks', url: '' }],
    }),
  );
  valueOf(await announceEvent(at(-28), SAMPLE, { eventId: made.eventId }));
  return made;
}

async function missSecondDay(needs: Needs, eventId: Id, guests: readonly SampleGuest[]): Promise<void> {
  const days = await needs.db
    .selectFrom('event_days')
    .select('id')
    .where('event_id', '=', eventId)
    .orderBy('date')
    .execute();
  const second = days[1];
  if (!second) return;
  const slots = await needs.db
    .selectFrom('slots')
    .select('id')
    .where('day_id', '=', second.id)
    .where('kind', '=', 'sessions')
    .execute();
  for (const guest of guests) {
    valueOf(
      await markAbsence(needs, personActor(guest.personId), {
        eventId,
        slotIds: slots.map((slot) => slot.id),
      }),
    );
  }
}
