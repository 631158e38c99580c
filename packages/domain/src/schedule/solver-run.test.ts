import type { Problem } from '@plenary/scheduler/problem.ts';
import { describe, expect, it } from 'vitest';
import { startSolverRun } from './solver-run.ts';

/*
 * Four sessions and three slots: two sessions share one. If those are C and D, little interest is lost, all of it
 * Quin's, who then gets half; if A and B, more is lost, and Rosa still has most of what she wants.
 */
const EVENT: Problem = {
  format: 'plenary-problem/1',
  slots: ['09:00', '10:00', '11:00'].map((start, n) => ({
    id: `slot${n}`,
    day: '2026-05-01',
    start,
    end: `${start.slice(0, 2)}:50`,
  })),
  areas: ['one', 'two'].map((id) => ({ id, seats: null })),
  sessions: ['A', 'B', 'C', 'D'].map((id) => ({ id })),
  people: [
    { id: 'rosa', interest: { A: 40, B: 40, D: 100 } },
    { id: 'quin', interest: { C: 30, D: 30 } },
    ...['AC', 'AD', 'BC', 'BD'].map(([one = '', other = '']) => ({
      id: one + other,
      interest: { [one]: 100, [other]: 100 },
    })),
  ],
};

describe('a run', () => {
  it.each([
    ['the most interest served', EVENT, 'C D'],
    [
      'fairness to each person, whatever the proof beside it finds',
      { ...EVENT, objective: 'fairness' },
      'A B',
    ],
  ] as const)('goes by %s', async (_objective, problem, together) => {
    const run = startSolverRun(
      { problem, initial: [], seed: 1, seconds: 0.5 },
      () => undefined,
      (error) => expect.unreachable(String(error)),
    );
    const { placements } = await run.done;
    const shared = [...Map.groupBy(placements, (one) => one.slot).values()].find((slot) => slot.length > 1);
    expect(
      shared
        ?.map((one) => one.session)
        .toSorted()
        .join(' '),
    ).toBe(together);
  });

  it('that goes by fairness goes on when as much as possible is served: others may serve as much, more fairly', async () => {
    const people = [{ id: 'rosa', interest: { A: 40, B: 40 } }];
    const problem: Problem = {
      ...EVENT,
      sessions: [{ id: 'A' }, { id: 'B' }],
      people,
      objective: 'fairness',
    };
    let last = 0;
    const run = startSolverRun(
      { problem, initial: [], seed: 1, seconds: 2 },
      ({ served, bound }, share) => {
        expect([served, bound]).toEqual([80, 80]);
        last = share;
      },
      (error) => expect.unreachable(String(error)),
    );
    await run.done;
    expect(last).toBeGreaterThan(0.5);
  });
});
