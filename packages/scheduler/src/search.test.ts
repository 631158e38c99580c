import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { compileProblem } from './compile-problem.ts';
import { createRandom } from './random.ts';
import { scoreSchedule } from './score.ts';
import { Search } from './search.ts';
import { Timetable } from './timetable.ts';

test('the value kept up to date move by move is the value computed from scratch', () => {
  const cases = fc.record({
    problem: arbitraryProblem(),
    seed: fc.nat(),
    seats: fc.boolean(),
    simd: fc.boolean(),
  });
  let moved = 0;
  fc.assert(
    fc.property(cases, ({ problem, seed, seats, simd }) => {
      // Without limits of seats the search takes another way to its values.
      const areas = seats ? problem.areas : problem.areas.map((area) => ({ ...area, seats: null }));
      const walked = { ...problem, areas };
      const timetable = new Timetable(compileProblem(walked));
      const search = new Search(timetable, createRandom(seed), undefined, simd ? 'simd' : 'plain');
      for (let i = 0; i < 12; i++) {
        search.run(10, i < 6 ? 1e6 : search.heat);
        const placements = search.timetable.placements();
        const score = scoreSchedule(walked, { placements });
        expect(search.served).toBe(score.served);
        expect(score.violations.filter(({ rule }) => rule !== 'pin')).toEqual([]);
        moved += placements.length;
      }
    }),
    { numRuns: 200 },
  );
  expect(moved).toBeGreaterThan(1000);
});
