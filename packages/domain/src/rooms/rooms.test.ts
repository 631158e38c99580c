import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { releaseSchedule } from '../schedule/release-schedule.ts';
import { addEvent, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { renewWallLink } from '../wall/renew-wall-link.ts';
import { sayRoomStatusAtDoor } from '../wall/say-room-status-at-door.ts';
import { wallAddress } from '../wall/wall-link.ts';
import { readWall } from '../wall/wall-queries.ts';
import { readRooms } from './room-queries.ts';
import { statusEnds } from './room-status.ts';
import { sayRoomStatus } from './say-room-status.ts';
import { saySessionEnd } from './say-session-end.ts';

describe('what is said of a room ends', () => {
  const held = [{ startsAt: '2026-04-28T02:00:00.000Z', endsAt: '2026-04-28T04:00:00.000Z' }];
  const slots = [{ startsAt: '2026-04-28T02:00:00.000Z', endsAt: '2026-04-28T03:00:00.000Z' }];
  const ends = (status: 'free' | 'full' | 'closed', now: string, runs = held) =>
    statusEnds(status, { held: runs, slots, zone: 'Asia/Shanghai' }, now);

  it('with what runs there, else with the slot, else after an hour', () => {
    expect(ends('full', '2026-04-28T02:30:00.000Z')).toBe('2026-04-28T04:00:00.000Z');
    expect(ends('full', '2026-04-28T01:50:00.000Z')).toBe('2026-04-28T04:00:00.000Z'); // they gather
    expect(ends('free', '2026-04-28T02:30:00.000Z', [])).toBe('2026-04-28T03:00:00.000Z');
    expect(ends('full', '2026-04-28T05:00:00.000Z')).toBe('2026-04-28T06:00:00.000Z');
  });

  it('for a closed one with the day where the event is, or with what runs past midnight', () => {
    expect(ends('closed', '2026-04-28T02:30:00.000Z')).toBe('2026-04-28T16:00:00.000Z');
    const late = [{ startsAt: '2026-04-28T15:00:00.000Z', endsAt: '2026-04-28T17:00:00.000Z' }];
    expect(ends('closed', '2026-04-28T15:30:00.000Z', late)).toBe('2026-04-28T17:00:00.000Z');
  });
});

onBothEngines('at the doors', (fresh) => {
  let open: OpenDatabase;
  let draft: SmallDraft;
  let clock: SetClock;
  let needs: Needs;
  let one: Id;
  let two: Id;
  let helper: Actor;
  let areaId: Id;

  beforeEach(async () => {
    open = await fresh();
    draft = await smallDraft(open.db);
    clock = new SetClock('2026-04-28T02:42:00Z');
    needs = { ...draft.needs, clock };
    one = await draft.ledSession('One', draft.ann);
    two = await draft.ledSession('Two', draft.bob);
    valueOf(await draft.place(one, draft.at(0, 0)));
    valueOf(await draft.place(two, draft.at(1, 0)));
    valueOf(await releaseSchedule(draft.needs, draft.organiser, { eventId: draft.eventId, number: 1 }));
    const hal = await addPerson(open.db, 'Hal');
    await addOrganiser(open.db, draft.eventId, hal, 'helper');
    helper = person(hal);
    areaId = draft.areas[0] ?? '';
  });
  afterEach(() => open.close());

  const rooms = () => readRooms(open.db, draft.eventId, timestamp(clock.now()));
  const say = (who: Actor, status: 'free' | 'full' | 'closed', area = areaId) =>
    sayRoomStatus(needs, who, { eventId: draft.eventId, areaId: area, status });
  const end = (who: Actor, said: 'now' | 'longer' | 'planned', sessionId = one) =>
    saySessionEnd(needs, who, { eventId: draft.eventId, sessionId, end: said });

  it('who leads what runs there, helpers and organisers say how a room is; the last word counts until it ends', async () => {
    valueOf(await say(person(draft.ann), 'full'));
    const full = {
      areaId,
      status: 'full',
      saidAt: '2026-04-28T02:42:00.000Z',
      endsAt: '2026-04-28T03:00:00.000Z',
    };
    expect((await rooms()).statuses).toEqual([full]);
    expect((await readWall(needs, draft.eventId)).rooms.statuses).toEqual([full]);
    clock.forward({ minutes: 1 });
    valueOf(await say(helper, 'free'));
    expect((await rooms()).statuses).toMatchObject([{ status: 'free', saidAt: '2026-04-28T02:43:00.000Z' }]);
    clock.set('2026-04-28T03:00:00Z');
    expect((await rooms()).statuses).toEqual([]);
    const told = await open.db
      .selectFrom('changes')
      .select('audience')
      .where('kind', '=', 'room.said')
      .execute();
    expect(told).toEqual([{ audience: 'public' }, { audience: 'public' }]);
  });

  it('others may not, nor of an area of another event', async () => {
    expect(await say(draft.participant, 'full')).toMatchObject({ error: { code: 'not-allowed' } }); // Bob leads what comes later
    expect(await say(visitor, 'full')).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await say(helper, 'full', newId())).toMatchObject({ error: { code: 'not-found' } });
    const { id: elsewhere } = await addEvent(open.db);
    const away = await sayRoomStatus(needs, helper, { eventId: elsewhere, areaId, status: 'full' });
    expect(away).toMatchObject({ error: { code: 'not-allowed' } });
    clock.set('2026-04-28T02:50:00Z'); // and now people gather for Bob's: still Ann's until it is over
    expect(await say(draft.participant, 'full')).toMatchObject({ error: { code: 'not-allowed' } });
    expect((await rooms()).statuses).toEqual([]);
  });

  it('whoever stands before the sign says it too, as long as its address is good', async () => {
    const { site } = needs;
    if (!site) throw new Error('the draft has a site');
    const token = (await wallAddress(open.db, site, draft.eventId)).split('/').at(-1) ?? '';
    const atDoor = (status: 'full', area = areaId, by = token) =>
      sayRoomStatusAtDoor(needs, visitor, { token: by, areaId: area, status });
    valueOf(await atDoor('full'));
    expect((await rooms()).statuses).toMatchObject([{ areaId, status: 'full' }]);
    for (const [area, by] of [
      [newId(), token],
      [areaId, 'made-up'],
    ] as const)
      expect(await atDoor('full', area, by)).toMatchObject({ error: { code: 'not-found' } });
    valueOf(await renewWallLink(needs, draft.organiser, { eventId: draft.eventId }));
    expect(await atDoor('full')).toMatchObject({ error: { code: 'not-found' } });
  });

  it('a session that runs ends early, or goes on, or is taken back; nothing else moves', async () => {
    const before = (await readWall(needs, draft.eventId)).schedule;
    valueOf(await end(person(draft.ann), 'now'));
    const said = {
      sessionId: one,
      startsAt: '2026-04-28T02:00:00.000Z',
      plannedEnd: '2026-04-28T03:00:00.000Z',
    };
    const early = { ...said, endsAt: '2026-04-28T02:42:00.000Z', saidAt: '2026-04-28T02:42:00.000Z' };
    expect((await rooms()).ends).toEqual([early]);
    expect(await end(helper, 'longer')).toMatchObject({ error: { code: 'wrong-state' } }); // it is over
    valueOf(await end(helper, 'planned'));
    expect((await rooms()).ends).toEqual([]);
    valueOf(await end(helper, 'longer'));
    expect(valueOf(await end(draft.organiser, 'longer'))).toEqual({ endsAt: '2026-04-28T03:20:00.000Z' });
    clock.set('2026-04-28T03:19:59Z');
    expect((await rooms()).ends).toMatchObject([{ endsAt: '2026-04-28T03:20:00.000Z' }]);
    clock.set('2026-04-28T03:20:00Z');
    expect((await rooms()).ends).toEqual([]);
    expect((await readWall(needs, draft.eventId)).schedule).toEqual(before);
  });

  it('goes on for an hour at most, and only while it runs', async () => {
    for (let n = 1; n <= 6; n++) valueOf(await end(helper, 'longer'));
    expect(await end(helper, 'longer')).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await end(helper, 'now', two)).toMatchObject({ error: { code: 'wrong-state' } }); // not begun
    const unplaced = await draft.ledSession('Unplaced', draft.ann);
    expect(await end(helper, 'now', unplaced)).toMatchObject({ error: { code: 'wrong-state' } });
    clock.set('2026-04-28T04:00:00Z');
    expect(await end(helper, 'longer')).toMatchObject({ error: { code: 'wrong-state' } });
    expect(await end(draft.participant, 'now')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await end(visitor, 'now')).toMatchObject({ error: { code: 'sign-in-needed' } });
  });

  it('two who tap at once leave one end', async () => {
    await Promise.all([
      end(helper, 'now'),
      end(person(draft.ann), 'now'),
      say(helper, 'full'),
      say(helper, 'closed'),
    ]);
    const { ends, statuses } = await rooms();
    expect([ends.length, statuses.length]).toEqual([1, 1]);
  });

  it('is read in two statements, however much was said', async () => {
    const count = () =>
      countStatements(open.db, (db) => readRooms(db, draft.eventId, timestamp(clock.now())));
    expect(await count()).toBe(2);
    for (const area of draft.areas) valueOf(await say(helper, 'full', area));
    valueOf(await end(helper, 'longer'));
    expect(await count()).toBe(2);
  });
});
