import { announceEvent } from '../events/announce-event.ts';
import { changeEvent } from '../events/change-event.ts';
import { createEvent } from '../events/create-event.ts';
import { eventOrThrow } from '../events/event-queries.ts';
import { setInterestVisibility } from '../events/set-interest-visibility.ts';
import { setOrganisations } from '../events/set-organisations.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import type { Id } from '../kernel/ids.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import {
  arrive,
  askToCome,
  confirm,
  decide,
  propose,
  SAMPLE,
  sayWhatTheyWant,
  schedule,
  type At,
} from './hold-event.ts';
import { SAMPLE_PEOPLE } from './sample-people.ts';
import { beginSampleProjects } from './sample-projects.ts';
import { SAMPLE_PROPOSALS } from './sample-proposals.ts';

export const SHANGHAI_SLUG = 'shanghai-2015';

/** Days before or after the first morning, in Shanghai. */
const FIRST_MORNING = Temporal.ZonedDateTime.from('2015-04-28T08:00[Asia/Shanghai]');

/** The hackathon of 28 and 29 April 2015 on a company's Shanghai campus, from request to released schedule. */
export async function holdShanghai2015(needs: Needs): Promise<Id> {
  const at: At = (days, hours = 0) => ({
    ...needs,
    idempotencyKey: undefined,
    clock: { now: () => FIRST_MORNING.add({ days, hours }).toInstant() },
  });
  const eventId = await announce(at);
  const guests = await askToCome(at(-40), eventId, SAMPLE_PEOPLE);
  const invited = guests.filter((_, index) => index % 16 !== 15);
  await decide(at(-30), eventId, invited, 'invite');
  await decide(
    at(-30),
    eventId,
    guests.filter((guest) => !invited.includes(guest)),
    'waitlist',
  );
  await confirm(at(-26), invited);
  await beginSampleProjects(needs);
  const proposed = await propose(
    at(-6),
    eventId,
    invited,
    SAMPLE_PROPOSALS.filter((proposal) => proposal.leads.length > 0).slice(0, 26),
  );
  await sayWhatTheyWant(at(-3), eventId, invited, proposed);
  valueOf(await setInterestVisibility(at(-1), SAMPLE, { eventId, open: true }));
  await schedule(at(0, 1), eventId, 20_000);
  valueOf(
    await releaseSchedule(at(0, 2), SAMPLE, {
      eventId,
      number: 1,
      note: 'As pitched this morning. Coffee is at the commons all day.',
    }),
  );
  await arrive(
    at(0, 3),
    eventId,
    invited.filter((_, index) => index % 9 !== 8),
  );
  return eventId;
}

async function announce(at: At): Promise<Id> {
  const { eventId } = valueOf(
    await createEvent(at(-70), SAMPLE, {
      template: 'hackathon',
      name: 'Hypervisor Hackathon Shanghai 2015',
      slug: SHANGHAI_SLUG,
      startDate: '2015-04-28',
      zone: 'Asia/Shanghai',
      capacity: 50,
      venueName: 'Lotus Systems campus',
      venueAddress: 'Science Park, Minhang District, Shanghai',
    }),
  );
  const change = async (
    values: Omit<Parameters<typeof changeEvent>[2], 'eventId' | 'version'>,
  ): Promise<void> => {
    const { version } = await eventOrThrow(at(-70).db, eventId);
    valueOf(await changeEvent(at(-69), SAMPLE, { eventId, version, ...values }));
  };
  await change({
    summary: 'Two days in one room with the people who write the hypervisor: no slides, much code.',
    audience: 'Developers, testers and operators who work on the hypervisor or build on it. Bring a problem.',
    topics: [
      'core',
      'cloud',
      'embedded',
      'automotive',
      'security',
      'testing',
      'performance',
      'unikernels',
      'operations',
    ],
    description:
      'There are no talks here. Each morning everybody who has something to work on says so in a few sentences, and it gets a work area and a time. ' +
      'Then we sit down together.\n\n- Work areas are numbered and seat six to ten people.\n- The commons has coffee, sockets and no limit.\n- On the first evening we go out together.',
    travel:
      '# Getting there\n\nTake metro line 5 to the science park, then follow the signs to the east gate. Bring your passport: the campus writes visitors down.\n\n# Staying\n\nTwo hotels are within walking distance; ask the hosts for the campus rate.',
    invitationsOpenAt: '2015-03-01T09:00',
    cutOffAt: '2015-04-12T23:59',
  });
  const { version } = await eventOrThrow(at(-69).db, eventId);
  valueOf(
    await setOrganisations(at(-69), SAMPLE, {
      eventId,
      version,
      hosts: [{ name: 'Lotus Systems', url: '' }],
      sponsors: [{ name: 'Northgate Cloud', url: '' }],
    }),
  );
  valueOf(await announceEvent(at(-68), SAMPLE, { eventId }));
  return eventId;
}
