import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { AreaMatching } from './area-matching.ts';
import { closeGap, type ChosenSet, type Closing } from './close-gap.ts';
import { compileProblem } from './compile-problem.ts';
import type { Supply } from './master.ts';
import { SetPricer } from './price-sets.ts';
import type { PricedBound } from './priced-bounds.ts';
import { SeatLoss } from './seat-loss.ts';
import { heldAsAWhole, SCALE, slotClasses, type SlotClass } from './slot-classes.ts';

type Worth = { readonly sessions: readonly number[]; readonly weight: number };

/** Small problems with prices as good or bad as they come, and the bound that those give. */
const cases = arbitraryProblem({ slots: 4, areas: 3, sessions: 5, people: 8 }).chain((problem) => {
  const compiled = compileProblem(problem);
  const classes = slotClasses(compiled);
  const supply: Supply = {
    sessions: [...compiled.length],
    classes: classes.map(({ slots }) => slots.length),
    whole: heldAsAWhole(compiled, classes),
  };
  const price = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 * SCALE }));
  return fc.record({
    classes: fc.constant(classes),
    supply: fc.constant(supply),
    sets: fc.constant(classes.map(everySet)),
    prices: fc.tuple(...supply.sessions.map(() => price)).map((list) => Float64Array.from(list)),
    slack: fc.nat({ max: 20 * SCALE }),
    below: fc.integer({ min: -30, max: 500 }),
  });
});

test('a gap closes at the best choice of sets there is, or shows that none reaches the target', () => {
  let reached = 0;
  let refuted = 0;
  fc.assert(
    fc.property(cases, ({ classes, supply, sets, prices, slack, below }) => {
      const best = bestChoice(supply, sets);
      const bound = boundAt(prices, supply, sets, slack);
      expect(bound.total).toBeGreaterThanOrEqual(best);
      const target = Math.max(0, best + (30 - below) * SCALE);
      const { complete, value, chosen } = finish(
        closeGap(
          classes.map((one) => new SetPricer(one)),
          supply,
          bound,
          target,
          SCALE,
          () => true,
        ),
      );
      expect(complete).toBe(true);
      if (best < target) {
        expect(value).toBeUndefined();
        refuted++;
      } else {
        expect(value).toBe(best);
        expect(worthOf(chosen, supply, sets)).toBe(best);
        reached++;
      }
      const all: (readonly ChosenSet[])[] = [];
      const refusing = closeGap(
        classes.map((one) => new SetPricer(one)),
        supply,
        bound,
        target,
        SCALE,
        (one) => {
          all.push([...one]);
          return false;
        },
      );
      expect(finish(refusing).value).toBeUndefined();
      expect(all.length > 0).toBe(best >= target);
    }),
    { numRuns: 300 },
  );
  expect(reached).toBeGreaterThan(30);
  expect(refuted).toBeGreaterThan(10);
});

/** Every set that a slot of the class may hold, and what it is worth there. */
function everySet(slotClass: SlotClass): Worth[] {
  const { sessions, apart } = slotClass;
  const count = sessions.length;
  const matching = new AreaMatching(slotClass);
  const loss = new SeatLoss(slotClass);
  const found: Worth[] = [];
  for (let bits = 0; bits < 1 << count; bits++) {
    const set = [...sessions.keys()].filter((i) => (bits >> i) & 1);
    if (set.some((a) => set.some((b) => apart[a * count + b] === 1)) || !matching.fits(set)) continue;
    found.push({ sessions: set.map((i) => sessions[i]!), weight: loss.value(set) });
  }
  return found;
}

/** The heaviest choice of a set for each slot in which no session runs too long or too short, by trying them all. */
function bestChoice({ sessions, classes, whole }: Supply, sets: readonly Worth[][]): number {
  const left = [...sessions];
  const slots = classes.flatMap((count, c) => Array.from({ length: count }, () => c));
  const known = new Map<string, number>();
  function from(slot: number): number {
    if (slot === slots.length) {
      return left.some((count, s) => whole[s] && count > 0 && count < sessions[s]!) ? -Infinity : 0;
    }
    const key = `${slot}:${left.join()}`;
    let best = known.get(key);
    if (best !== undefined) return best;
    best = -Infinity;
    for (const { sessions: set, weight } of sets[slots[slot]!]!) {
      if (set.some((s) => left[s] === 0)) continue;
      for (const s of set) left[s]!--;
      best = Math.max(best, weight + from(slot + 1));
      for (const s of set) left[s]!++;
    }
    known.set(key, best);
    return best;
  }
  return from(0);
}

function boundAt(prices: Float64Array, supply: Supply, sets: readonly Worth[][], slack: number): PricedBound {
  const uppers = sets.map(
    (list) => slack + Math.max(...list.map(({ sessions, weight }) => weight - sum(sessions, prices))),
  );
  const ofSessions = supply.sessions.reduce((total, length, s) => total + length * prices[s]!, 0);
  return {
    prices,
    uppers,
    total: supply.classes.reduce((total, slots, c) => total + slots * uppers[c]!, ofSessions),
  };
}

/** What chosen sets are worth; they must fill every slot once, and no session may run too long or too short. */
function worthOf(chosen: readonly ChosenSet[], supply: Supply, sets: readonly Worth[][]): number {
  supply.classes.forEach((slots, c) => {
    expect(chosen.filter(({ slotClass }) => slotClass === c)).toHaveLength(slots);
  });
  supply.sessions.forEach((length, s) => {
    const times = chosen.filter(({ sessions }) => sessions.includes(s)).length;
    if (supply.whole[s] && times > 0) expect(times).toBe(length);
    else expect(times).toBeLessThanOrEqual(length);
  });
  return chosen.reduce((total, { slotClass, sessions }) => {
    const wanted = sessions.toSorted((a, b) => a - b).join();
    const set = sets[slotClass]!.find((one) => one.sessions.join() === wanted);
    return total + set!.weight;
  }, 0);
}

function sum(sessions: readonly number[], prices: Float64Array): number {
  return sessions.reduce((total, s) => total + prices[s]!, 0);
}

function finish(steps: Generator<number, Closing>): Closing {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
