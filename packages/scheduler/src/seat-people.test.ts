import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deferredAcceptance } from '../testing/deferred-acceptance.ts';
import { arbitraryPlacements, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { compileProblem } from './compile-problem.ts';
import { occupy } from './occupancy.ts';
import { SeatPeople } from './seat-people.ts';

test('one pass seats everybody as deferred acceptance does, also in schedules that break rules', () => {
  const cases = arbitraryProblem({ slots: 2, areas: 3, sessions: 6, people: 9 }).chain((problem) =>
    arbitraryPlacements(problem).map((placements) => ({ problem, placements })),
  );
  fc.assert(
    fc.property(cases, ({ problem, placements }) => {
      const compiled = compileProblem(problem);
      const occupancy = occupy(compiled, placements);
      const seating = new SeatPeople(compiled);
      problem.slots.forEach((_, t) => {
        const { sessions, seats } = occupancy.slots[t]!;
        const seated = new Map<number, number>();
        const value = seating.value(t, sessions, seats, sessions.length, (person, session) => {
          seated.set(person, session);
        });
        const expected = deferredAcceptance(compiled, t, [...sessions], [...seats]);
        expect(Object.fromEntries(seated)).toEqual(Object.fromEntries(expected.seated));
        expect(value).toBe(expected.value);
      });
    }),
    { numRuns: 500 },
  );
});
