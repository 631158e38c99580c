import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem, feasiblePlacements } from '../testing/arbitrary-problem.ts';
import { bestServedExhaustively } from '../testing/best-served-exhaustively.ts';
import { boundServed } from './bound.ts';
import type { Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';

test('no feasible schedule of a tiny problem serves more than the bound, and optima reach it at times', () => {
  let reached = 0;
  fc.assert(
    fc.property(arbitraryProblem({ slots: 3, areas: 2, sessions: 4, people: 4 }), (problem) => {
      const optimum = bestServedExhaustively(problem);
      const bound = boundServed(problem);
      if (optimum === bound) reached++;
      expect(optimum).toBeLessThanOrEqual(bound);
    }),
    { numRuns: 150 },
  );
  expect(reached).toBeGreaterThan(20);
});

test('no feasible schedule of a small problem serves more than the bound', () => {
  const cases = arbitraryProblem().chain((problem) =>
    arbitraryPlacements(problem).map((placements) => ({ problem, placements })),
  );
  fc.assert(
    fc.property(cases, ({ problem, placements }) => {
      const { served } = scoreSchedule(problem, { placements: feasiblePlacements(problem, placements) });
      expect(served).toBeLessThanOrEqual(boundServed(problem));
    }),
    { numRuns: 300 },
  );
});

test('the bound knows absence, allowed slots and seats', () => {
  const day = (id: string) => ({ id, day: '2027-04-28', start: '10:00', end: '10:50' });
  const problem: Problem = {
    format: 'plenary-problem/1',
    slots: [day('t1'), day('t2')],
    areas: [{ id: 'a', seats: 2 }],
    sessions: [
      { id: 's1', slots: ['t1'] },
      { id: 's2', slots: ['t1'] },
    ],
    people: [
      { id: 'p1', interest: { s1: 100, s2: 80 } },
      { id: 'p2', absent: ['t1'], interest: { s1: 100, s2: 80 } },
    ],
  };
  expect(scoreSchedule(problem, { placements: [] }).trivialBound).toBe(280);
  expect(boundServed(problem)).toBe(100);
  const crowd = Array.from({ length: 5 }, (_, i) => ({ id: `p${i}`, interest: { s1: 100 } }));
  expect(boundServed({ ...problem, people: crowd })).toBe(200);
});
