import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { AreaMatching } from './area-matching.ts';
import { compileProblem } from './compile-problem.ts';
import { SeatLoss } from './seat-loss.ts';
import { SeatPeople } from './seat-people.ts';
import { SCALE, setWeight, slotClasses, type SlotClass } from './slot-classes.ts';

test('a set is worth what is served when it is spread over areas as well as can be', () => {
  let limited = 0;
  let quickly = 0;
  const cases = arbitraryProblem({ slots: 2, areas: 4, sessions: 6, people: 9 }).chain((problem) => {
    const compiled = compileProblem(problem);
    return fc.record({
      compiled: fc.constant(compiled),
      slotClass: fc.constantFrom(...slotClasses(compiled)),
      wish: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4 }),
    });
  });
  fc.assert(
    fc.property(cases, ({ compiled, slotClass, wish }) => {
      const set = wish.filter((i) => i < slotClass.sessions.length).sort((a, b) => a - b);
      if (!new AreaMatching(slotClass).fits(set)) return;
      const loss = new SeatLoss(slotClass);
      const value = loss.value(set);
      const seating = new SeatPeople(compiled);
      const sessions = Int32Array.from(set, (i) => slotClass.sessions[i]!);
      const seatedIn = (areas: readonly number[]): number => {
        const seats = Int32Array.from(areas, (area) => slotClass.seats[area]!);
        return seating.value(slotClass.slots[0]!, sessions, seats, set.length) * SCALE;
      };
      const served = spreads(slotClass, set).map(seatedIn);
      const most = Math.max(...served);
      const weight = setWeight(slotClass, set);
      expect(value).toBe(most);
      expect(loss.atLeast(set)).toBeLessThanOrEqual(weight - value);
      expect(seatedIn(loss.bestAreas(set))).toBe(most);
      if (value === weight) return;
      limited++;
      if (loss.atLeast(set) === weight - value) quickly++;
    }),
    { numRuns: 2000 },
  );
  expect(limited).toBeGreaterThan(50);
  expect(quickly / limited).toBeGreaterThan(0.5);
});

/** Every way to give each session of the set an area of its own. */
function spreads({ areas }: SlotClass, set: readonly number[]): number[][] {
  return set.reduce<number[][]>(
    (ways, i) =>
      ways.flatMap((way) => [...areas[i]!].filter((a) => !way.includes(a)).map((a) => [...way, a])),
    [[]],
  );
}
