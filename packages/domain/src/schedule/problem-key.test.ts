import type { Problem } from '@plenary/scheduler/problem.ts';
import { expect, it } from 'vitest';
import { problemKey } from './problem-key.ts';

const problem: Problem = {
  format: 'plenary-problem/1',
  name: 'Harbour Meet',
  slots: [{ id: 't1', day: '2027-04-28', start: '10:00', end: '10:50' }],
  areas: [{ id: 'a', seats: 8 }],
  sessions: [{ id: 's1' }, { id: 's2' }],
  people: [{ id: 'p1', interest: { s1: 75, s2: 25 } }],
  previous: [],
};

it('is the same for what the same schedules are worth the same in, and only then', () => {
  const key = problemKey(problem);
  expect(key).toBe(
    problemKey({
      ...structuredClone(problem),
      name: 'Renamed',
      people: [{ id: 'p1', interest: { s2: 25, s1: 75 } }],
      previous: [{ session: 's1', slot: 't1', area: 'a' }],
    }),
  );
  const others: Problem[] = [
    { ...problem, slots: [] },
    { ...problem, areas: [{ id: 'a', seats: 9 }] },
    { ...problem, sessions: [{ id: 's1', pin: { slot: 't1' } }, { id: 's2' }] },
    { ...problem, people: [{ id: 'p1', absent: ['t1'], interest: { s1: 75, s2: 25 } }] },
    { ...problem, people: [{ id: 'p1', interest: { s1: 75, s2: 100 } }] },
  ];
  expect(new Set([key, ...others.map(problemKey)]).size).toBe(others.length + 1);
});
