import { ColumnPool } from './column-pool.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { SetImprover } from './improve-set.ts';
import type { Master, Prices, Supply } from './master.ts';
import { SetPricer } from './price-sets.ts';
import { createRandom } from './random.ts';
import { SCALE, setWeight, slotClasses, type SlotClass } from './slot-classes.ts';

/** New sets in a round that are enough to go on without the exact search. */
const ENOUGH = 4;
/** Sets per round and class from which better ones are looked for. */
const STARTS = 30;
/** Disturbed starts per round and class, while there are not {@link ENOUGH} new sets. */
const KICKS = 60;
/** How far prices stay from those of the master problem towards the best ones so far. */
const SMOOTHING = 0.5;
/** The part of the distance to the estimated bound that an exact search may leave open. */
const MOST_SLACK = 0.5;
/** Measured: an exact search is twice the work for each so large a part of the bound that it leaves open less. */
const DOUBLING = 0.01;
/** Work of a first exact search before it is broken off. */
const FIRST_LIMIT = 2_000_000;

type ClassSearch = {
  readonly slotClass: SlotClass;
  readonly pricer: SetPricer;
  readonly improver: SetImprover;
};

/**
 * Column generation for the choice of a set of sessions for each slot, every session in one set
 * (Dantzig and Wolfe, Decomposition principle for linear programs, 1960; the sets as in Barnhart
 * and others, Branch-and-price, 1998). Any prices u ≥ 0 of sessions give the bound
 *
 *   Σ length · u + Σ over slots of max over sets (weight of the set − Σ u)
 *
 * (Lagrange; Geoffrion 1974), which is computed in integers from rounded prices and exact searches
 * for the heaviest set. Where the prices come from does not matter for its truth. They are those of
 * the master problem, drawn towards the best prices so far (Wentges, Weighted Dantzig-Wolfe
 * decomposition, 1997).
 */
export class ProofSearch {
  /** Proven so far; never grows. */
  bound: number;
  iterations = 0;
  /** Whether no prices give a lower bound. */
  converged = false;
  /** Prices of the lowest bound, and that bound before rounding, in units of 1 / SCALE. */
  lowest: { readonly prices: Float64Array; readonly total: number } | undefined;
  readonly classes: readonly SlotClass[];
  readonly supply: Supply;
  readonly #searches: readonly ClassSearch[];
  readonly #master: Master;
  readonly #pool: ColumnPool;
  readonly #random = createRandom(1);
  readonly #step: number;
  #center: Float64Array;

  constructor(compiled: CompiledProblem, bound: number, createMaster: (supply: Supply) => Master) {
    this.bound = bound;
    this.classes = slotClasses(compiled);
    this.supply = {
      sessions: [...compiled.length],
      classes: this.classes.map(({ slots }) => slots.length),
    };
    this.#master = createMaster(this.supply);
    this.#pool = new ColumnPool(this.classes, this.#master);
    this.#searches = this.classes.map((slotClass) => ({
      slotClass,
      pricer: new SetPricer(slotClass),
      improver: new SetImprover(slotClass),
    }));
    this.#step = SCALE * greatestStep(compiled);
    this.#center = new Float64Array(compiled.sessionCount);
    this.classes.forEach(({ sessions }, c) => sessions.forEach((_, i) => this.#pool.add(c, [i])));
  }

  dispose(): void {
    this.#master.dispose();
  }

  /** Adds the sets of a schedule: by slot the numbers of the sessions that run there. */
  learn(slots: readonly (readonly number[])[]): void {
    const losses = new Float64Array(this.#center.length);
    this.#searches.forEach(({ slotClass, improver }, c) => {
      for (const t of slotClass.slots) {
        const set = slots[t]!.map((s) => slotClass.sessions.indexOf(s)).filter((i) => i >= 0);
        if (!improver.holds(set)) continue;
        this.#pool.add(c, set);
        const weight = setWeight(slotClass, set);
        for (const i of set) {
          const s = slotClass.sessions[i]!;
          losses[s] =
            losses[s]! +
            weight -
            setWeight(
              slotClass,
              set.filter((other) => other !== i),
            );
        }
      }
    });
    // What a slot would lose without a session, on average over its slots, is a fair first price.
    if (this.lowest) return;
    this.#center = losses.map((loss, s) => Math.round(loss / this.supply.sessions[s]!));
  }

  /** Lowers the bound until nothing more is to be had that way, yielding now and then the work done. */
  *run(): Generator<number, void> {
    let smoothing = SMOOTHING;
    let slack = Infinity;
    let exactWork = 0;
    let quickWork = 0;
    let totalWork = 0;
    for (;;) {
      const prices = this.#master.price();
      yield this.#pool.size;
      this.iterations++;
      if (this.#converges(prices)) return;

      const point = this.#between(this.#center, prices.session, SMOOTHING);
      const quick = yield* counted(this.#improve(point, prices));
      quickWork += quick.work;
      totalWork += quick.work;
      if (this.#estimate(point) < this.#estimate(this.#center)) this.#center = point;
      if (quick.result >= ENOUGH && quickWork < exactWork) continue;

      const stalled = quick.result === 0;
      const at = this.#between(this.#center, prices.session, stalled ? smoothing : SMOOTHING);
      slack = Math.min(slack, this.#distance(at) * MOST_SLACK);
      const exact = yield* counted(this.#priceAll(at, prices, slack, Math.max(FIRST_LIMIT, totalWork)));
      const { complete, added } = exact.result;
      exactWork = exact.work;
      totalWork += exact.work;
      quickWork = 0;
      if (complete && stalled && added === 0) {
        if (smoothing === 0 && slack === 0) return;
        smoothing = smoothing < 0.1 ? 0 : smoothing / 2;
      } else smoothing = SMOOTHING;
      // As precise as half of the work so far affords, by the rule of thumb of DOUBLING.
      const affordable = Math.log2((totalWork / 2 + FIRST_LIMIT) / (complete ? exactWork : 2 * exactWork));
      slack = Math.max(0, slack - affordable * DOUBLING * this.#perSlot(this.bound * SCALE));
    }
  }

  /** How far the bound at most falls at these prices, per slot. */
  #distance(point: Float64Array): number {
    return Math.max(0, this.#perSlot(this.bound * SCALE - this.#estimate(point)));
  }

  #perSlot(total: number): number {
    return Math.floor(total / this.supply.classes.reduce((sum, count) => sum + count, 0));
  }

  /** Whether the prices of the master problem, which no bound can undercut, round to the bound. */
  #converges({ total }: Prices): boolean {
    this.converged = this.lowest !== undefined && this.#rounded(total) >= this.bound;
    return this.converged;
  }

  /** Looks for sets that pay at the master's prices, near good ones; returns how many are new. */
  *#improve(point: Float64Array, prices: Prices): Generator<number, number> {
    let added = 0;
    for (const [c, { slotClass, improver }] of this.#searches.entries()) {
      const here = localPrices(slotClass, point);
      const there = localPrices(slotClass, prices.session);
      const starts = this.#pool.tight(c, prices, STARTS);
      let found = 0;
      const tryFrom = (start: readonly number[], at: Float64Array): void => {
        const { set } = improver.improve(at, start);
        if (this.#pays(c, set, there, prices) && this.#pool.add(c, set)) found++;
      };
      for (const start of starts) tryFrom(start, here);
      if (found < ENOUGH) for (const start of starts) tryFrom(start, there);
      for (let i = 0; i < KICKS && found < ENOUGH && starts.length > 0; i++) {
        tryFrom(
          improver.disturb(starts[i % starts.length]!, 2 + (i % 3), this.#random),
          i % 2 ? here : there,
        );
      }
      added += found;
      yield improver.work;
      improver.work = 0;
    }
    return added;
  }

  /** One bound, for which each slot may miss the heaviest set by `slack`; `complete` when no search was broken off at `limit`. */
  *#priceAll(
    point: Float64Array,
    prices: Prices,
    slack: number,
    limit: number,
  ): Generator<number, { complete: boolean; added: number }> {
    let total = this.#pricesTotal(point);
    let left = limit;
    let complete = true;
    let added = 0;
    for (const [c, { slotClass, pricer }] of this.#searches.entries()) {
      const local = localPrices(slotClass, point);
      const there = localPrices(slotClass, prices.session);
      const floor = this.#pool.heaviest(c, point) + Math.floor(slack);
      const search = pricer.price(local, floor);
      for (let next = search.next(); ; next = search.next()) {
        if (next.done) {
          for (const set of next.value.sets)
            if (this.#pays(c, set, there, prices) && this.#pool.add(c, set)) added++;
          break;
        }
        yield next.value;
        left -= next.value;
        if (left > 0) continue;
        complete = false;
        break;
      }
      total += pricer.upper * slotClass.slots.length;
    }
    if (!this.lowest || total < this.lowest.total) {
      this.lowest = { prices: point, total };
      this.bound = Math.min(this.bound, this.#rounded(total));
    }
    return { complete, added };
  }

  /** Whether a set is worth more than its slot costs at the prices of the master problem. */
  #pays(slotClass: number, set: readonly number[], local: Float64Array, prices: Prices): boolean {
    let worth = setWeight(this.classes[slotClass]!, set) - prices.slotClass[slotClass]!;
    for (const i of set) worth -= local[i]!;
    return worth > SCALE / 64;
  }

  /** What the bound at these prices is at least, by the sets that are known. */
  #estimate(point: Float64Array): number {
    return this.classes.reduce(
      (sum, { slots }, c) => sum + slots.length * this.#pool.heaviest(c, point),
      this.#pricesTotal(point),
    );
  }

  #pricesTotal(point: Float64Array): number {
    return point.reduce((sum, price, s) => sum + price * this.supply.sessions[s]!, 0);
  }

  #between(a: Float64Array, b: Float64Array, share: number): Float64Array {
    return a.map((price, s) => Math.round(share * price + (1 - share) * b[s]!));
  }

  /** The largest value that is at most `total` and that weights can add up to. */
  #rounded(total: number): number {
    return (Math.floor(total / this.#step) * this.#step) / SCALE;
  }
}

function localPrices({ sessions }: SlotClass, prices: Float64Array): Float64Array {
  return Float64Array.from(sessions, (s) => prices[s]!);
}

/** Every sum of weights is a multiple of this. */
function greatestStep({ weight }: CompiledProblem): number {
  const occurring = new Set(weight);
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return [...occurring].reduce(gcd, 0) || 1;
}

/** Passes on what is yielded, and adds it up. */
function* counted<T>(steps: Generator<number, T>): Generator<number, { result: T; work: number }> {
  let work = 0;
  for (;;) {
    const next = steps.next();
    if (next.done) return { result: next.value, work };
    work += next.value;
    yield next.value;
  }
}
