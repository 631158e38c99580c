import { expect, it } from 'vitest';
import { nextSteps } from './next-steps.ts';
import type { Event } from './event.ts';
import type { Grid } from './grid.ts';

const READY = { summary: 'Two days.', venueName: 'Campus', invitationsOpenAt: '2026-03-01T00:00:00.000Z' };
const EMPTY_GRID: Grid = { days: [], slots: [], areas: [], closures: [] };
const GRID: Grid = {
  ...EMPTY_GRID,
  days: [{ id: 'd', date: '2026-04-28', proposingClosedAt: null }],
  slots: [{ id: 's', dayId: 'd', kind: 'sessions', title: '', startsAt: '1', endsAt: '2' }],
  areas: [{ id: 'a', label: '1', name: '', seats: 8, features: [], onlineLink: '', position: 0 }],
};

function steps(event: Partial<Event>, ...rest: [Grid, Parameters<typeof nextSteps>[2], number]) {
  return nextSteps({ ...READY, ...event } as Event, ...rest); // the rule reads these three fields only
}

it.each([
  [
    'a bare draft',
    { summary: '', venueName: '', invitationsOpenAt: null },
    EMPTY_GRID,
    'draft',
    0,
    ['describe', 'venue', 'days', 'areas', 'opening'],
  ],
  ['a draft that is ready', {}, GRID, 'draft', 0, ['announce']],
  ['requests that wait', {}, GRID, 'invitations-open', 2, ['decide']],
  ['the day itself', {}, GRID, 'running', 0, ['check-in', 'plenary']],
  ['a day without slots for sessions', {}, EMPTY_GRID, 'running', 0, ['check-in', 'days', 'areas']],
  ['an event that is over', { summary: '' }, EMPTY_GRID, 'past', 3, []],
] as const)('for %s', (_, event, grid, phase, undecided, expected) => {
  expect(steps(event, grid, phase, undecided)).toEqual(expected);
});
