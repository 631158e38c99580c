import type { PublishedSchedule, PublishedSession } from '@plenary/domain/schedule/published-schedule.ts';
import { describe, expect, it } from 'vitest';
import { onlySome, scheduleDays, topicsOf } from './schedule-days.ts';

const at = (time: string) => `2026-04-28T${time}:00.000Z`;
const slot = (id: string, from: string, to: string, kind: 'sessions' | 'break' = 'sessions') => ({
  id,
  dayId: 'day',
  kind,
  title: kind === 'break' ? 'Lunch' : '',
  startsAt: at(from),
  endsAt: at(to),
});
const area = (id: string) => ({
  id,
  label: id.toUpperCase(),
  name: '',
  seats: 8,
  features: [],
  onlineLink: '',
  position: 0,
});
const session = (id: string, from: string, to: string, more: Partial<PublishedSession> = {}) => ({
  id,
  headline: id,
  topic: '',
  leads: [],
  slotId: 't1',
  areaId: 'a',
  areaLabel: 'A',
  startsAt: at(from),
  endsAt: at(to),
  cancelled: false,
  ...more,
});
const schedule = (sessions: PublishedSession[], left: PublishedSchedule['left'] = []): PublishedSchedule => ({
  release: { number: 1, note: '', releasedAt: at('00:00') },
  days: [{ id: 'day', date: '2026-04-28', proposingClosedAt: null }],
  slots: [
    slot('t1', '02:00', '03:00'),
    slot('lunch', '03:00', '04:00', 'break'),
    slot('t2', '04:00', '05:00'),
  ],
  areas: [area('a'), area('b')],
  sessions,
  left,
});
const words = (sessions: PublishedSession[]) =>
  scheduleDays(schedule(sessions), 'Asia/Shanghai').days[0]?.rows.map((row) => [
    row.startsAt.slice(11, 16),
    row.kind,
    row.cells.map((cell) => cell.map((one) => (one.continued ? `… ${one.id}` : one.id)).join()),
  ]);

describe('the days of the published schedule', () => {
  it('have a row for each slot and in it a cell for each area', () => {
    expect(
      words([session('one', '02:00', '03:00'), session('two', '04:00', '05:00', { areaId: 'b' })]),
    ).toEqual([
      ['02:00', 'sessions', ['one', '']],
      ['03:00', 'break', []],
      ['04:00', 'sessions', ['', 'two']],
    ]);
  });

  it('show a session of two slots in both, also around a break', () => {
    expect(words([session('long', '02:00', '05:00')])).toEqual([
      ['02:00', 'sessions', ['long', '']],
      ['03:00', 'break', []],
      ['04:00', 'sessions', ['… long', '']],
    ]);
  });

  it('keep the released time and area when slot and area are gone by now', () => {
    const grid = scheduleDays(
      schedule([session('old', '06:00', '07:00', { slotId: 'gone', areaId: 'x', areaLabel: 'Attic' })]),
      'Asia/Shanghai',
    );
    expect(grid.areas.map((one) => one.label)).toEqual(['A', 'B', 'Attic']);
    expect(grid.days[0]?.rows.at(-1)).toMatchObject({
      startsAt: at('06:00'),
      cells: [[], [], [{ id: 'old' }]],
    });
  });

  it('leave out what is filtered away, but no row', () => {
    const grid = scheduleDays(
      schedule([session('one', '06:00', '07:00', { topic: 'xen' }), session('two', '04:00', '05:00')]),
      'Asia/Shanghai',
    );
    expect(topicsOf(grid)).toEqual(['xen']);
    const { days } = onlySome(grid, (one) => one.topic === 'xen');
    expect(days[0]?.rows.map((row) => row.cells.flat().map((one) => one.id))).toEqual([[], [], [], ['one']]);
  });

  it('say in the cell that a session has left where it is now', () => {
    const left = {
      sessionId: 'one',
      headline: 'One',
      areaId: 'b',
      areaLabel: 'B',
      startsAt: at('02:00'),
      endsAt: at('03:00'),
      leftAt: at('01:00'),
      now: { areaLabel: 'A', startsAt: at('04:00') },
    };
    const { days } = scheduleDays(schedule([session('one', '04:00', '05:00')], [left]), 'Asia/Shanghai');
    expect(days[0]?.rows[0]?.cells).toEqual([
      [],
      [{ id: 'one', headline: 'One', topic: '', leads: '', movedTo: left.now }],
    ]);
  });
});
