import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { setArea } from '../events/set-area.ts';
import { sayInterest } from '../interest/say-interest.ts';
import { valueOf, type Needs, type Result } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { changeSession } from '../sessions/change-session.ts';
import { mergeSessions } from '../sessions/merge-sessions.ts';
import { restoreSession } from '../sessions/restore-session.ts';
import { withdrawSession } from '../sessions/withdraw-session.ts';
import {
  addArea,
  addDay,
  addEvent,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { KeptSchedules } from './kept-schedules.ts';
import { placeSession } from './place-session.ts';
import { publishedSchedule } from './published-schedule.ts';
import { releaseSchedule } from './release-schedule.ts';

onBothEngines('a kept schedule', (fresh) => {
  let open: OpenDatabase;
  let needs: Needs;
  let olga: Actor;
  let eventId: Id;
  let area: Id;
  let slot: Id;
  let boot: Id;
  let docs: Id;
  const kept = new KeptSchedules();

  beforeEach(async () => {
    open = await fresh();
    needs = {
      db: open.db,
      clock: new SetClock(),
      site: { origin: 'http://localhost', secret: 'x'.repeat(40) },
    };
    ({ id: eventId } = await addEvent(open.db, { announced_at: null }));
    const olgaId = await addPerson(open.db, 'Olga');
    await addOrganiser(open.db, eventId, olgaId);
    olga = person(olgaId);
    const day = await addDay(open.db, eventId);
    slot = await addSlot(open.db, eventId, day, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']);
    area = await addArea(open.db, eventId, '1');
    boot = await addSession(open.db, eventId, 'Boot time');
    docs = await addSession(open.db, eventId, 'Docs');
  });
  afterEach(() => open.close());

  it('is what is published, after whatever was done', async () => {
    const version = async () => {
      const sessions = open.db.selectFrom('sessions').select('version').where('id', '=', boot);
      return (await sessions.executeTakeFirstOrThrow()).version;
    };
    const of = { eventId, sessionId: boot };
    const cell = { slotId: slot, areaId: area };
    const deeds: Record<string, () => Promise<Result<unknown>>> = {
      place: () => placeSession(needs, olga, { ...of, from: null, to: cell }),
      release: () => releaseSchedule(needs, olga, { eventId, number: 1, note: '' }),
      rename: async () =>
        changeSession(needs, olga, {
          ...of,
          version: await version(),
          headline: 'Boot faster',
          wantsLead: true,
        }),
      withdraw: async () => withdrawSession(needs, olga, { ...of, version: await version() }),
      restore: () => restoreSession(needs, olga, of),
      relabel: () => setArea(needs, olga, { eventId, areaId: area, label: 'A', seats: 8 }),
      merge: () => mergeSessions(needs, olga, { eventId, fromId: boot, intoId: docs }),
    };
    for (const [name, deed] of Object.entries(deeds)) {
      await kept.of(open.db, eventId); // kept before the deed
      const before = await publishedSchedule(open.db, eventId);
      valueOf(await deed());
      const after = await publishedSchedule(open.db, eventId);
      expect([name, await kept.of(open.db, eventId)]).toEqual([name, after]);
      if (name !== 'place') expect([name, after]).not.toEqual([name, before]);
    }
  });

  it('takes one statement while nothing has changed, however often people tap', async () => {
    const look = () => countStatements(open.db, (db) => kept.of(db, eventId));
    expect(await look()).toBeGreaterThan(1);
    expect(await look()).toBe(1);
    valueOf(await sayInterest(needs, olga, { eventId, sessionId: boot, level: 'must' }));
    expect(await look()).toBe(1);
  });
});
