import { ColumnPool } from './column-pool.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { SetImprover } from './improve-set.ts';
import type { Master, Prices, Supply } from './master.ts';
import { localPrices, PricedBounds } from './priced-bounds.ts';
import { createRandom } from './random.ts';
import { heldAsAWhole, SCALE, setWeight, slotClasses, type SlotClass } from './slot-classes.ts';

/** New sets in a round that are enough to go on without a bound. */
const ENOUGH = 4;
/** Sets per round and class from which better ones are looked for. */
const STARTS = 30;
/** Disturbed starts per round and class, while there are not {@link ENOUGH} new sets. */
const KICKS = 60;
/** How far prices stay from those of the master problem towards the best ones so far. */
const SMOOTHING = 0.5;
/** The parts of the way down to the estimated bound that a bound leaves open, by the time it has. */
const LEAST = 0.1;
const MOST = 0.4;
/** Measured: leaving so much of the bound more open halves the work. */
const HALVING = 0.01;
/** Work after which the first bound becomes impatient, and later ones as a share of all work before. */
const FIRST_PATIENCE = 1_000_000;
const PATIENCE = 2;
/** Prices above this are nonsense, and sums of them would not be exact. */
const HIGHEST_PRICE = 2 ** 40;

/**
 * Column generation for the choice of a set of sessions for each slot, every session in one set
 * (Dantzig and Wolfe, Decomposition principle for linear programs, 1960; Barnhart and others,
 * Branch-and-price, 1998). The prices of the master problem are drawn towards the best ones so far
 * (Wentges, Weighted Dantzig-Wolfe decomposition, 1997). New sets come from quick ascents; the
 * exact search, which makes a bound, is asked when those find little, or have had as much time.
 */
export class ProofSearch {
  iterations = 0;
  readonly classes: readonly SlotClass[];
  readonly supply: Supply;
  readonly bounds: PricedBounds;
  readonly #improvers: readonly SetImprover[];
  readonly #master: Master;
  readonly #pool: ColumnPool;
  readonly #random = createRandom(1);
  #center: Float64Array;

  constructor(compiled: CompiledProblem, bound: number, createMaster: (supply: Supply) => Master) {
    this.classes = slotClasses(compiled);
    this.supply = {
      sessions: [...compiled.length],
      classes: this.classes.map(({ slots }) => slots.length),
      whole: heldAsAWhole(compiled, this.classes),
    };
    this.#master = createMaster(this.supply);
    this.#pool = new ColumnPool(this.classes, this.#master);
    this.bounds = new PricedBounds(compiled, this.classes, this.supply, this.#pool, bound);
    this.#improvers = this.classes.map((slotClass) => new SetImprover(slotClass));
    this.#center = new Float64Array(compiled.sessionCount);
    this.classes.forEach(({ sessions }, c) => sessions.forEach((_, i) => this.#pool.add(c, [i])));
  }

  dispose(): void {
    this.#master.dispose();
  }

  /** Adds the sets of a schedule: by slot the numbers of the sessions that run there. */
  learn(slots: readonly (readonly number[])[]): void {
    const losses = new Float64Array(this.#center.length);
    this.classes.forEach((slotClass, c) => {
      for (const t of slotClass.slots) {
        const set = slots[t]!.map((s) => slotClass.sessions.indexOf(s)).filter((i) => i >= 0);
        if (!this.#improvers[c]!.holds(set)) continue;
        this.#pool.add(c, set);
        for (const i of set) {
          const without = set.filter((other) => other !== i);
          const s = slotClass.sessions[i]!;
          losses[s] = losses[s]! + setWeight(slotClass, set) - setWeight(slotClass, without);
        }
      }
    });
    // What a slot would lose without a session, on average over its slots, is a fair first price.
    if (this.bounds.source) return;
    this.#center = losses.map((loss, s) => Math.round(loss / this.supply.sessions[s]!));
  }

  /** Lowers the bound until nothing more is to be had that way, yielding now and then the work done. */
  *run(): Generator<number, void> {
    const bounds = this.bounds;
    let smoothing = SMOOTHING;
    let affordable = Infinity;
    let boundWork = 0;
    let quickWork = 0;
    let totalWork = 0;
    for (;;) {
      const prices = this.#master.price();
      yield this.#pool.size;
      this.iterations++;
      if (this.#converges(prices)) return;

      const point = this.#between(prices.session, SMOOTHING);
      const quick = yield* counted(this.#improve(point, prices));
      quickWork += quick.work;
      totalWork += quick.work;
      if (bounds.estimate(point) < bounds.estimate(this.#center)) this.#center = point;
      if (quick.result >= ENOUGH && quickWork < boundWork) continue;

      const distance = bounds.lowest * SCALE - bounds.estimate(this.#center);
      const close = distance < 4 * bounds.step;
      const at = close ? this.#between(prices.session, smoothing) : this.#center;
      const slack = Math.max(
        bounds.perSlot(LEAST * distance),
        Math.min(affordable, bounds.perSlot(MOST * distance)),
      );
      const patience = FIRST_PATIENCE + PATIENCE * totalWork;
      const exact = yield* counted(bounds.at(at, prices, close ? 0 : slack, patience));
      boundWork = exact.work;
      totalWork += exact.work;
      quickWork = 0;
      const halvings = Math.log2(patience / Math.max(1, boundWork));
      affordable = Math.max(
        0,
        exact.result.slack - halvings * bounds.perSlot(bounds.lowest * SCALE * HALVING),
      );
      if (quick.result > 0 || exact.result.added > 0 || exact.result.slack > 0) smoothing = SMOOTHING;
      else if (smoothing > 0) smoothing = smoothing < 0.1 ? 0 : smoothing / 2;
      else return;
    }
  }

  /** Whether the master problem, which no bound can undercut, rounds to the bound. */
  #converges({ least }: Prices): boolean {
    return this.bounds.source !== undefined && this.bounds.rounded(least + 1) >= this.bounds.lowest;
  }

  /** Looks for sets that pay at the master's prices, near good ones; returns how many are new. */
  *#improve(point: Float64Array, prices: Prices): Generator<number, number> {
    let added = 0;
    for (const [c, slotClass] of this.classes.entries()) {
      const improver = this.#improvers[c]!;
      const here = localPrices(slotClass, point);
      const there = localPrices(slotClass, prices.session);
      const starts = this.#pool.tight(c, prices, STARTS);
      let found = 0;
      const tryFrom = (start: readonly number[], at: Float64Array): void => {
        const { set } = improver.improve(at, start);
        if (this.#pool.add(c, set, prices)) found++;
      };
      for (const start of starts) tryFrom(start, here);
      if (found < ENOUGH) for (const start of starts) tryFrom(start, there);
      for (let i = 0; i < KICKS && found < ENOUGH && starts.length > 0; i++) {
        const kicked = improver.disturb(starts[i % starts.length]!, 2 + (i % 3), this.#random);
        tryFrom(kicked, i % 2 === 0 ? there : here);
      }
      added += found;
      yield improver.work;
      improver.work = 0;
    }
    return added;
  }

  /** Whole prices on the way from these (share 0) to the best so far (share 1). */
  #between(prices: Float64Array, share: number): Float64Array {
    return this.#center.map((best, s) =>
      Math.min(HIGHEST_PRICE, Math.round(share * best + (1 - share) * prices[s]!)),
    );
  }
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
