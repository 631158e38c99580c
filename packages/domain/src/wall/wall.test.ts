import { afterEach, beforeEach, expect, it } from 'vitest';
import { postAnnouncement } from '../announcements/post-announcement.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';
import { placeSession } from '../schedule/place-session.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import {
  addArea,
  addDay,
  addEvent,
  addInvitation,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { renewWallLink } from './renew-wall-link.ts';
import { eventOfWall, wallAddress } from './wall-link.ts';
import { readWall } from './wall-queries.ts';

onBothEngines('a wall', (fresh) => {
  const site: Site = { origin: 'http://localhost:3000', secret: 's'.repeat(43) };
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let olga: Actor;
  let pia: Actor;
  let eventId: Id;
  let slots: Id[];
  let areaId: Id;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock('2026-04-28T01:00:00Z');
    needs = { db: open.db, clock, site };
    ({ id: eventId } = await addEvent(open.db));
    const day = await addDay(open.db, eventId);
    slots = [
      await addSlot(open.db, eventId, day, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']),
      await addSlot(open.db, eventId, day, ['2026-04-28T03:00:00.000Z', '2026-04-28T04:00:00.000Z']),
    ];
    areaId = await addArea(open.db, eventId, '1');
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
  });
  afterEach(() => open.close());

  const tokenOf = (address: string) => address.split('/').at(-1) ?? '';
  const cell = (slot: number) => ({ slotId: slots[slot] ?? '', areaId });

  it('is found by its address until that is renewed', async () => {
    const first = tokenOf(await wallAddress(open.db, site, eventId));
    expect(await eventOfWall(open.db, site, first)).toBe(eventId);
    expect(await renewWallLink(needs, pia, { eventId })).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await eventOfWall(open.db, site, first)).toBe(eventId);
    valueOf(await renewWallLink(needs, olga, { eventId }));
    expect(await eventOfWall(open.db, site, first)).toBeUndefined();
    const second = tokenOf(await wallAddress(open.db, site, eventId));
    expect(await eventOfWall(open.db, site, second)).toBe(eventId);
    expect(await eventOfWall(open.db, { ...site, secret: 't'.repeat(43) }, second)).toBeUndefined();
  });

  it('shows the release and never the draft, and what later releases changed for half an hour', async () => {
    const boot = await addSession(open.db, eventId, 'Boot time');
    const place = (from: number | null, to: number) =>
      placeSession(needs, olga, {
        eventId,
        sessionId: boot,
        from: from === null ? null : cell(from),
        to: cell(to),
      });
    valueOf(await place(null, 0));
    expect((await readWall(needs, eventId)).schedule).toMatchObject({ release: null, sessions: [] });
    valueOf(await releaseSchedule(needs, olga, { eventId, number: 1, note: '' }));
    valueOf(await place(0, 1));
    const shown = async () => {
      const { schedule, changes } = await readWall(needs, eventId);
      return {
        at: schedule.sessions.map((session) => session.startsAt),
        changes: changes.map(({ headline, change }) => [headline, change]),
      };
    };
    expect(await shown()).toEqual({ at: ['2026-04-28T02:00:00.000Z'], changes: [] });
    valueOf(await releaseSchedule(needs, olga, { eventId, number: 2, note: '' }));
    expect(await shown()).toEqual({ at: ['2026-04-28T03:00:00.000Z'], changes: [['Boot time', 'moved']] });
    clock.forward({ minutes: 31 });
    expect(await shown()).toEqual({ at: ['2026-04-28T03:00:00.000Z'], changes: [] });
  });

  it('says what is announced', async () => {
    valueOf(await postAnnouncement(needs, olga, { eventId, text: 'Lunch is here' }));
    expect((await readWall(needs, eventId)).announcements).toMatchObject([{ text: 'Lunch is here' }]);
  });

  it('takes the same statements for one session and for three', async () => {
    const count = () => countStatements(open.db, (db) => readWall({ db, clock }, eventId));
    await addSession(open.db, eventId, 'One');
    const one = await count();
    await addSession(open.db, eventId, 'Two');
    await addSession(open.db, eventId, 'Three');
    expect(await count()).toBe(one);
    expect(one).toBe(9);
  });
});
