import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { arrangeSets } from './arrange-sets.ts';
import type { ChosenSet } from './close-gap.ts';
import { compileProblem } from './compile-problem.ts';
import { occupy } from './occupancy.ts';
import { placeSets } from './place-sets.ts';
import { scoreSchedule } from './score.ts';
import { slotClasses } from './slot-classes.ts';
import { solve } from './solve.ts';

test('the sets of a schedule in any order become a schedule that serves as much, nearly always', () => {
  let count = 0;
  let asGood = 0;
  const cases = arbitraryProblem({ slots: 5, areas: 3, sessions: 8, people: 8 }).chain((problem) => {
    const compiled = compileProblem(problem);
    const classes = slotClasses(compiled);
    const found = solve(problem, { seed: 1, iterations: 2000 });
    const { slots } = occupy(compiled, found.placements);
    const sets = classes.flatMap(({ slots: own, sessions }, slotClass) =>
      own.map((t): ChosenSet => ({
        slotClass,
        sessions: [...slots[t]!.sessions].filter((s) => sessions.includes(s)),
      })),
    );
    const shuffled = fc.shuffledSubarray(sets, { minLength: sets.length });
    return fc.record({ problem: fc.constant(problem), found: fc.constant(found), shuffled });
  });
  fc.assert(
    fc.property(cases, ({ problem, found, shuffled }) => {
      const compiled = compileProblem(problem);
      expect(arrangeSets(compiled, slotClasses(compiled), shuffled).possible).toBe(true);
      const placements = placeSets(compiled, slotClasses(compiled), shuffled);
      const score = scoreSchedule(problem, { placements });
      // A pin of a session that nobody cares for may be in the way, as for any order of placing.
      if (score.hard === 0 && score.served >= found.score.served) asGood++;
      expect(score.violations.filter(({ rule }) => rule !== 'pin')).toEqual([]);
      count++;
    }),
    { numRuns: 300 },
  );
  expect(asGood / count).toBeGreaterThan(0.85);
});
