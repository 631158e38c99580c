import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { AreaMatching } from './area-matching.ts';
import { compileProblem } from './compile-problem.ts';
import { generateProblem } from './generate.ts';
import { SetPricer } from './price-sets.ts';
import { createRandom } from './random.ts';
import { SeatLoss } from './seat-loss.ts';
import { createSetLevels } from './set-levels.ts';
import type { Kernel } from './simd.ts';
import { SCALE, slotClasses, type SlotClass } from './slot-classes.ts';

const cases = arbitraryProblem({ slots: 3, areas: 5, sessions: 9, people: 12 }).chain((problem) => {
  const classes = slotClasses(compileProblem(problem));
  return fc.constantFrom(...classes).chain((slotClass) => {
    const length = slotClass.sessions.length;
    return fc.record({
      slotClass: fc.constant(slotClass),
      prices: fc.array(fc.integer({ min: 0, max: 150 * SCALE }), { minLength: length, maxLength: length }),
    });
  });
});

const KERNELS: readonly Kernel[] = ['simd', 'plain'];

describe.each(KERNELS)('%s', (kernel) => {
  const pricerOf = (slotClass: SlotClass): SetPricer =>
    new SetPricer(slotClass, createSetLevels([slotClass], kernel)[0]);

  test('the heaviest set is that of an exhaustive search', () => {
    fc.assert(
      fc.property(cases, ({ slotClass, prices }) => {
        const pricer = pricerOf(slotClass);
        const all = everySet(slotClass, prices);
        const heaviest = Math.max(...all.values());
        // Twice, because the second search starts from what the first has learnt.
        for (let i = 0; i < 2; i++) {
          const { upper, sets } = finish(pricer.price(Float64Array.from(prices), 0));
          expect(upper).toBe(heaviest);
          expect(sets.length > 0 ? all.get(key(sets.at(-1)!)) : 0).toBe(heaviest);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('above a floor only what exceeds it is looked for', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 700 * SCALE }), ({ slotClass, prices }, floor) => {
        const { upper } = finish(pricerOf(slotClass).price(Float64Array.from(prices), floor));
        expect(upper).toBe(Math.max(floor, ...everySet(slotClass, prices).values()));
      }),
      { numRuns: 300 },
    );
  });

  test('collecting finds every set above the floor, once, with what it is worth', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: -300 * SCALE, max: 700 * SCALE }),
        ({ slotClass, prices }, floor) => {
          const found: [string, number][] = [];
          const collecting = pricerOf(slotClass).collect(Float64Array.from(prices), floor, (set, value) =>
            found.push([key(set), value]),
          );
          finish(collecting);
          const expected = [...everySet(slotClass, prices)].filter(([k, value]) => k !== '' && value > floor);
          expect(found.sort(byKey)).toEqual(expected.sort(byKey));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('an impatient search ends with a limit that holds, and that is not far off', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 200 }), ({ slotClass, prices }, work) => {
        const patience = { work, rise: 8 * SCALE };
        const { upper } = finish(pricerOf(slotClass).price(Float64Array.from(prices), 0, patience));
        expect(upper).toBeGreaterThanOrEqual(Math.max(...everySet(slotClass, prices).values()));
        expect(upper).toBeLessThanOrEqual(1200 * SCALE);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  { people: 40, sessions: 18, slots: 4, areas: 4, seed: 5 },
  { people: 4_500, sessions: 9, slots: 3, areas: 3, seed: 5 },
])('both take the same way, also from one price to the next, $people people', (size) => {
  for (const kind of ['plain', 'full'] as const) {
    const classes = slotClasses(compileProblem(generateProblem({ ...size, kind })));
    const walks = KERNELS.map((kernel) => {
      const levels = createSetLevels(classes, kernel);
      const pricers = classes.map((slotClass, c) => new SetPricer(slotClass, levels[c]));
      const random = createRandom(1);
      const taken: unknown[] = [];
      for (let round = 0; round < 6; round++) {
        for (const pricer of pricers) {
          const prices = Float64Array.from(pricer.slotClass.sessions, () =>
            random.below(15 * size.people * SCALE),
          );
          const steps =
            round < 3
              ? pricer.price(prices, 0)
              : pricer.collect(prices, 17 * size.people * SCALE, (...set) => taken.push(set));
          for (let next = steps.next(); ; next = steps.next()) {
            taken.push(next.value);
            if (next.done) break;
          }
        }
      }
      return taken;
    });
    expect(walks[0]!.length).toBeGreaterThan(20);
    expect(walks[0]).toEqual(walks[1]);
  }
});

function finish<T>(steps: Generator<number, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    expect(value).toBeGreaterThan(0);
  }
}

/** Every set that the slot may hold, with its weight less its prices. */
function everySet(slotClass: SlotClass, prices: readonly number[]): Map<string, number> {
  const { sessions, apart, most } = slotClass;
  const count = sessions.length;
  const matching = new AreaMatching(slotClass);
  const found = new Map<string, number>();
  for (let bits = 0; bits < 1 << count; bits++) {
    const set = [...sessions.keys()].filter((i) => (bits >> i) & 1);
    if (set.length > most || set.some((a) => set.some((b) => apart[a * count + b] === 1))) continue;
    if (!matching.fits(set)) continue;
    found.set(key(set), new SeatLoss(slotClass).value(set) - set.reduce((sum, i) => sum + prices[i]!, 0));
  }
  return found;
}

function key(set: readonly number[]): string {
  return set.toSorted((a, b) => a - b).join();
}

function byKey(a: readonly [string, number], b: readonly [string, number]): number {
  return a[0] < b[0] ? -1 : 1;
}
