import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { compileProblem } from './compile-problem.ts';
import { mostWantedFirst, placeGreedily } from './construct.ts';
import { createExchangeWalk, lendsItselfToExchanges, type ExchangeWalk } from './exchange-walk.ts';
import { generateProblem } from './generate.ts';
import type { Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';
import { NONE, Timetable } from './timetable.ts';

const KERNELS = ['simd', 'plain'] as const;

/** The problem without what exchanges know nothing of. */
function loosened({ format, slots, people, sessions, areas }: Problem): Problem {
  return {
    ...{ format, slots, people },
    areas: areas.map((area) => ({ ...area, seats: null })),
    sessions: sessions.map(({ id, slots, needs, priority }) => ({
      id,
      ...(slots !== undefined && { slots }),
      ...(needs !== undefined && { needs }),
      ...(priority !== undefined && { priority }),
    })),
  };
}

/** One walk of either kernel; none where not all has a place, or other things count. */
function walksOf(problem: Problem, seed: number): { timetable: Timetable; walk: ExchangeWalk }[] {
  const compiled = compileProblem(problem);
  return KERNELS.flatMap((kernel) => {
    const timetable = new Timetable(compiled);
    placeGreedily(timetable, mostWantedFirst(compiled));
    if (timetable.start.includes(NONE) || !lendsItselfToExchanges(compiled)) return [];
    return [{ timetable, walk: createExchangeWalk(timetable, seed, kernel) }];
  });
}

test('both kernels walk the same way, keep hard rules, and know what they serve', () => {
  let walked = 0;
  let improved = 0;
  fc.assert(
    fc.property(arbitraryProblem(), fc.nat(), (any, seed) => {
      const problem = loosened(any);
      const walks = walksOf(problem, seed);
      for (let round = 0; round < 6; round++) {
        const seen = walks.map(({ timetable, walk }) => {
          const before = walk.served;
          walk.run(40, round < 3 ? 50 : 5);
          const score = scoreSchedule(problem, { placements: timetable.placements() });
          expect(walk.served).toBe(score.served);
          expect(score.hard).toBe(0);
          improved += Number(walk.served > before);
          const [start, area] = [timetable.start.slice(), timetable.area.slice()];
          walk.readBest(start, area);
          return { served: walk.served, best: walk.bestServed, start, area, now: timetable.placements() };
        });
        if (seen.length === 0) return;
        expect(seen[0]).toEqual(seen[1]);
        walked++;
      }
    }),
    { numRuns: 300 },
  );
  expect(walked).toBeGreaterThan(300);
  expect(improved).toBeGreaterThan(100);
});

test('the best of a walk is worth what it is said to be', () => {
  const problem = generateProblem({ people: 120, sessions: 40, slots: 8, areas: 6, seed: 3, kind: 'plain' });
  for (const { timetable, walk } of walksOf(problem, 9)) {
    walk.run(20_000, 60);
    const best = new Timetable(timetable.compiled);
    const [start, area] = [new Int32Array(40), new Int32Array(40)];
    walk.readBest(start, area);
    start.forEach((slot, session) => best.put(session, slot, area[session]!));
    expect(scoreSchedule(problem, { placements: best.placements() }).served).toBe(walk.bestServed);
    expect(walk.bestServed).toBeGreaterThan(walk.served);
  }
});

test('where seats, length, others or preferences count, there is no such walk', () => {
  const plain = generateProblem({ people: 40, sessions: 12, slots: 5, areas: 4, seed: 1, kind: 'plain' });
  const change = (first: object): Problem => ({
    ...plain,
    sessions: plain.sessions.map((session, s) => (s === 0 ? { ...session, ...first } : session)),
  });
  const others: Problem[] = [
    { ...plain, areas: plain.areas.map((area) => ({ ...area, seats: 3 })) },
    { ...plain, objective: 'fairness' },
    change({ length: 2 }),
    change({ notWith: [plain.sessions[1]!.id] }),
    change({ after: [plain.sessions[1]!.id] }),
  ];
  expect([plain, ...others].map((problem) => walksOf(problem, 1).length)).toEqual([2, 0, 0, 0, 0, 0]);
});

test('a search that walks finds what can be had of a small event', () => {
  const problem = generateProblem({ people: 30, sessions: 10, slots: 5, areas: 2, seed: 4, kind: 'plain' });
  const found = [1, 2, 3].map((seed) => solve(problem, { seed, iterations: 60_000 }).score.served);
  expect(new Set(found).size).toBe(1);
});
