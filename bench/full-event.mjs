// An event as full as the targets say: 12 slots × 10 areas, a session in each cell, released.
import { join } from 'node:path';
import { migrate } from '../packages/domain/src/database/migrate.ts';
import { openSqlite } from '../packages/domain/src/database/open-sqlite.ts';
import { system } from '../packages/domain/src/kernel/actor.ts';
import { systemClock } from '../packages/domain/src/kernel/clock.ts';
import { createAccounts } from '../packages/domain/src/people/accounts.ts';
import { releaseSchedule } from '../packages/domain/src/schedule/release-schedule.ts';
import { takeSchedule } from '../packages/domain/src/schedule/take-schedule.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addLead,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../packages/domain/src/testing/community.ts';

const DAYS = ['2030-04-28', '2030-04-29'];
const SLOTS_A_DAY = 6;
const AREAS = 10;
const TOPICS = ['Migration', 'Testing', 'Embedded', 'Networks', 'Storage', 'Security'];

/**
 * Writes the event into the site's data folder, which no server may have open. Answers with its
 * slug, its sessions, where the first of them stands, and a sign-in link for each of `people` with a
 * confirmed place; the first of them organises it when asked.
 */
export async function writeFullEvent(site, people, { organiser = false } = {}) {
  const open = openSqlite({ source: join(site.data, 'plenary.sqlite') });
  try {
    const { db } = open;
    await migrate(db);
    const { id: eventId, slug } = await addEvent(db, { capacity: 500, slug: 'full-2030' });
    const cells = await addGrid(db, eventId);
    const placements = [];
    for (const [number, { slot, area }] of cells.entries()) {
      const session = await addSession(db, eventId, `Session ${number + 1}: what to do about old machines`, {
        topic: TOPICS[number % TOPICS.length],
        problem: 'It hurts, and afterwards it should not.',
      });
      await addLead(db, session, await addPerson(db, `Lead ${number + 1}`), `Lead ${number + 1}`);
      placements.push({ session, slot, area });
    }
    const needs = { db, clock: systemClock, site: { origin: site.origin, secret: site.secret } };
    const act = async (action, input) => {
      const result = await action(needs, system('benchmark'), { eventId, ...input });
      if (!result.ok) throw result.error;
    };
    const { version } = await db
      .selectFrom('drafts')
      .select('version')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow();
    await act(takeSchedule, { draftVersion: version, placements });
    await act(releaseSchedule, { number: 1, note: 'See you at nine.' });
    const participants = await addParticipants(site, db, eventId, people);
    if (organiser) await addOrganiser(db, eventId, participants[0].personId);
    return {
      slug,
      eventId,
      sessionIds: placements.map((placement) => placement.session),
      placed: placements[0],
      participants,
    };
  } finally {
    await open.close();
  }
}

async function addGrid(db, eventId) {
  const areas = [];
  for (let number = 1; number <= AREAS; number++) {
    areas.push(await addArea(db, eventId, String(number), { position: number }));
  }
  const cells = [];
  for (const date of DAYS) {
    const dayId = await addDay(db, eventId, date);
    for (let hour = 1; hour <= SLOTS_A_DAY; hour++) {
      const times = [`${date}T0${hour}:00:00.000Z`, `${date}T0${hour}:50:00.000Z`];
      const slot = await addSlot(db, eventId, dayId, times);
      cells.push(...areas.map((area) => ({ slot, area })));
    }
  }
  return cells;
}

async function addParticipants(site, db, eventId, people) {
  const accounts = createAccounts({
    db,
    clock: systemClock,
    site,
    openId: undefined,
    sendSignInLink: () => Promise.resolve(),
  });
  const participants = [];
  for (let number = 1; number <= people; number++) {
    const email = `participant-${number}@example.org`;
    const personId = await addPerson(db, `Participant ${number}`, { email });
    await addInvitation(db, eventId, personId, 'confirmed');
    const token = await accounts.signInToken(email);
    participants.push({ personId, link: `${site.origin}/sign-in/confirm?token=${token}` });
  }
  return participants;
}
