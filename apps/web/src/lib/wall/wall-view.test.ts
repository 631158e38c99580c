import { expect, it } from 'vitest';
import type { Wall } from '@plenary/domain/wall/wall-queries.ts';
import { viewWall } from './wall-view.ts';

const slot = (id: string, kind: 'plenary' | 'sessions' | 'break' | 'social', start: string, end: string) => ({
  id,
  dayId: 'd',
  kind,
  title: '',
  startsAt: `2026-04-28T${start}:00.000Z`,
  endsAt: `2026-04-28T${end}:00.000Z`,
});
const session = (id: string, areaId: string, startsAt: string, endsAt: string) => ({
  id,
  headline: id,
  topic: '',
  leads: [],
  slotId: 's',
  areaId,
  areaLabel: areaId,
  startsAt,
  endsAt,
  cancelled: false,
});
const left = (sessionId: string, areaId: string, startsAt: string, endsAt: string) => ({
  sessionId,
  headline: sessionId,
  areaId,
  areaLabel: areaId,
  startsAt,
  endsAt,
  leftAt: at('01:30'),
  now: null,
});
const at = (time: string, day = 28) => `2026-04-${day}T${time}:00.000Z`;
const area = (id: string) => ({
  id,
  label: id,
  name: '',
  seats: 8,
  features: [],
  onlineLink: '',
  position: 1,
});

const wall: Wall = {
  event: { id: 'e', slug: 'e', name: 'E', zone: 'Asia/Shanghai' },
  rooms: { statuses: [], ends: [] },
  schedule: {
    release: { number: 1, note: '', releasedAt: at('00:30') },
    days: [],
    slots: [
      slot('p', 'plenary', '01:00', '02:00'),
      slot('a', 'sessions', '02:00', '03:00'),
      slot('b', 'break', '03:00', '03:30'),
    ],
    areas: [area('1'), area('2')],
    sessions: [
      session('late', '1', at('15:30'), at('16:30')),
      session('boot', '1', at('02:00'), at('03:00')),
      session('docs', '1', at('03:30'), at('04:30')),
      session('gone', '9', at('02:00'), at('03:00')),
      session('tomorrow', '2', at('02:00', 29), at('03:00', 29)),
    ],
    left: [
      left('moved', '2', at('02:00'), at('03:00')),
      left('soon', '1', at('03:00'), at('03:30')),
      left('over', '2', at('01:00'), at('02:00')),
      left('later', '2', at('04:00'), at('05:00')),
    ],
  },
  announcements: [],
  changes: [],
  now: at('02:10'),
};

it('shows what runs and what comes next today, area by area, also in an area that is gone', () => {
  const { areas } = viewWall(wall, at('02:10'));
  expect(areas.map((one) => [one.label, one.running?.id, one.next?.id, one.later.map((s) => s.id)])).toEqual([
    // 15:30 UTC is half past eleven at night in Shanghai: still the same day there.
    ['1', 'boot', 'docs', ['docs', 'late']],
    ['2', undefined, undefined, []],
    ['9', 'gone', undefined, []],
  ]);
});

it('counts the minute a session begins and not the one it ends', () => {
  const running = (now: string) => viewWall(wall, now).areas[0]?.running?.id;
  expect([at('01:59'), at('02:00'), at('02:59'), at('03:00')].map(running)).toEqual([
    undefined,
    'boot',
    'boot',
    undefined,
  ]);
});

it('says what is for everybody, now and next', () => {
  const ids = (now: string) => {
    const { together, nextTogether, nextSessionsAt } = viewWall(wall, now);
    return [together?.id, nextTogether?.id, nextSessionsAt];
  };
  expect(ids(at('01:30'))).toEqual(['p', 'b', at('02:00')]);
  expect(ids(at('02:30'))).toEqual([undefined, 'b', at('03:30')]);
  expect(ids(at('20:00', 29))).toEqual([undefined, undefined, undefined]);
});

it('says in an area what was to run there now or within the hour, and does not', () => {
  const { areas } = viewWall(wall, at('02:10'));
  expect(areas.map((area) => [area.id, area.left.map((place) => place.sessionId)])).toEqual([
    ['1', ['soon']],
    ['2', ['moved']],
    ['9', []],
  ]);
});

it('shows what was said at a door for as long as it holds', () => {
  const full = { areaId: '1', status: 'full' as const, saidAt: at('02:05'), endsAt: at('03:00') };
  const said = (now: string) =>
    viewWall({ ...wall, rooms: { statuses: [full], ends: [] } }, now).areas.map((area) => area.said?.status);
  expect(said(at('02:59'))).toEqual(['full', undefined, undefined]);
  expect(said(at('03:00'))).toEqual([undefined, undefined, undefined]); // also on a screen without a network
});

it('lets a session end early or go on, with what comes next waiting for it', () => {
  const shown = (endsAt: string, now: string) => {
    const end = {
      sessionId: 'boot',
      startsAt: at('02:00'),
      plannedEnd: at('03:00'),
      endsAt,
      saidAt: at('02:30'),
    };
    const [first] = viewWall({ ...wall, rooms: { statuses: [], ends: [end] } }, now).areas;
    return [first?.running?.id, first?.runsLonger, first?.endedEarly?.endsAt, first?.next?.id];
  };
  expect(shown(at('02:30'), at('02:29'))).toEqual(['boot', false, undefined, 'docs']);
  expect(shown(at('02:30'), at('02:30'))).toEqual([undefined, false, at('02:30'), 'docs']);
  expect(shown(at('02:30'), at('03:00'))).toEqual([undefined, false, undefined, 'docs']);
  expect(shown(at('03:40'), at('02:59'))).toEqual(['boot', true, undefined, 'docs']);
  expect(shown(at('03:40'), at('03:35'))).toEqual(['boot', true, undefined, 'docs']); // docs waits
  expect(shown(at('03:40'), at('03:40'))).toEqual(['docs', false, undefined, 'late']);
});

it('knows the day when clocks are put back: it lasts twenty-five hours', () => {
  const sessions = [
    session('last', '1', '2026-10-25T22:30:00.000Z', '2026-10-25T22:50:00.000Z'), // 23:30, an hour later than yesterday's
    session('tomorrow', '1', '2026-10-25T23:30:00.000Z', '2026-10-26T00:30:00.000Z'), // 00:30
  ];
  const berlin = {
    ...wall,
    event: { ...wall.event, zone: 'Europe/Berlin' },
    schedule: { ...wall.schedule, slots: [], sessions, left: [] },
  };
  const later = (now: string) => viewWall(berlin, now).areas[0]?.later.map((one) => one.id);
  expect(later('2026-10-24T22:30:00.000Z')).toEqual(['last']); // 00:30 of the same day
  expect(later('2026-10-24T21:30:00.000Z')).toEqual([]); // 23:30 of the day before
});
