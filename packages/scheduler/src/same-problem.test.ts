import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { bestServedExhaustively } from '../testing/best-served-exhaustively.ts';
import { boundServed } from './bound.ts';
import { scoreSchedule } from './score.ts';

const tiny = arbitraryProblem({ slots: 3, areas: 2, sessions: 4, people: 4 });

test('somebody who wants nothing and leads nothing changes nothing: no score, no limit, no optimum', () => {
  const cases = tiny.chain((problem) =>
    fc.tuple(fc.constant(problem), arbitraryPlacements(problem), fc.nat()),
  );
  fc.assert(
    fc.property(cases, ([problem, placements, nat]) => {
      const people = [...problem.people];
      people.splice(nat % (people.length + 1), 0, { id: 'nobody', interest: {} });
      const more = { ...problem, people };
      const { worstTenth: _, ...score } = scoreSchedule(problem, { placements }); // is a mean of people
      expect(scoreSchedule(more, { placements })).toMatchObject(score);
      expect(boundServed(more)).toBe(boundServed(problem));
      expect(bestServedExhaustively(more)).toBe(bestServedExhaustively(problem));
    }),
    { numRuns: 100 },
  );
});

test('in another order, people and sessions have the same limit and the same optimum', () => {
  // Where seats are limited, equal wishes are decided by who and what is listed first.
  const cases = tiny
    .map((problem) => ({ ...problem, areas: problem.areas.map((area) => ({ ...area, seats: null })) }))
    .chain((problem) => fc.tuple(fc.constant(problem), shuffled(problem.people), shuffled(problem.sessions)));
  fc.assert(
    fc.property(cases, ([problem, people, sessions]) => {
      const other = { ...problem, people, sessions };
      expect(boundServed(other)).toBe(boundServed(problem));
      expect(bestServedExhaustively(other)).toBe(bestServedExhaustively(problem));
    }),
    { numRuns: 100 },
  );
});

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}
