import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem, feasiblePlacements } from '../testing/arbitrary-problem.ts';
import { boundServed } from './bound.ts';
import { compileProblem } from './compile-problem.ts';
import type { Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';
import { Timetable } from './timetable.ts';

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

function bestServedExhaustively(problem: Problem): number {
  const timetable = new Timetable(compileProblem(problem));
  const { sessionCount, starts, usable } = timetable.compiled;
  let best = 0;
  function placeFrom(s: number): void {
    if (s === sessionCount) {
      best = Math.max(best, servedIfPinsHold(problem, timetable));
      return;
    }
    placeFrom(s + 1);
    for (const t of starts[s]!) {
      for (const a of usable[s]!) {
        if (!timetable.allows(s, t, a)) continue;
        timetable.put(s, t, a);
        placeFrom(s + 1);
        timetable.take(s);
      }
    }
  }
  placeFrom(0);
  return best;
}

function servedIfPinsHold(problem: Problem, timetable: Timetable): number {
  const score = scoreSchedule(problem, { placements: timetable.placements() });
  return score.hard === 0 ? score.served : 0;
}
