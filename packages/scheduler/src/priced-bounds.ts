import type { ColumnPool } from './column-pool.ts';
import type { CompiledProblem } from './compile-problem.ts';
import type { Prices, Supply } from './master.ts';
import { SetPricer } from './price-sets.ts';
import { createSetLevels } from './set-levels.ts';
import { SCALE, type SlotClass } from './slot-classes.ts';

/** By how much of the bound a search that takes long leaves more open. Measured: that halves the rest. */
const RISE = 0.01;

/** A bound and where it comes from, in units of 1 / SCALE. */
export type PricedBound = {
  /** By session of the problem; whole numbers. */
  readonly prices: Float64Array;
  /** By class: no set is worth more than this, its prices taken off. */
  readonly uppers: readonly number[];
  /** Supply times prices and uppers: more than any schedule is worth, or as much. */
  readonly total: number;
};

/**
 * Any prices u ≥ 0 of sessions give the bound
 *
 *   Σ length · u + Σ over slots of max over sets (weight of the set − Σ u)
 *
 * (Geoffrion, Lagrangean relaxation for integer programming, 1974): a session runs in no more slots
 * than it is long. Prices are rounded to whole numbers first and the maxima found exactly, so a
 * bound is true wherever its prices come from.
 */
export class PricedBounds {
  /** In units of interest; never grows. */
  lowest: number;
  /** The lowest before rounding; undefined while it comes from elsewhere. */
  source: PricedBound | undefined;
  /** What weights add up to is a multiple of this, in units of 1 / SCALE. */
  readonly step: number;
  /** By class; they have learnt from all bounds so far. */
  readonly pricers: readonly SetPricer[];
  readonly #supply: Supply;
  readonly #slotCount: number;
  readonly #pool: ColumnPool;
  readonly #classes: readonly SlotClass[];

  constructor(
    compiled: CompiledProblem,
    classes: readonly SlotClass[],
    supply: Supply,
    pool: ColumnPool,
    lowest: number,
  ) {
    this.lowest = lowest;
    this.step = SCALE * greatestStep(compiled);
    this.#supply = supply;
    this.#slotCount = compiled.slotCount;
    this.#pool = pool;
    this.#classes = classes;
    const levels = createSetLevels(classes);
    this.pricers = classes.map((slotClass, c) => new SetPricer(slotClass, levels[c]));
  }

  /**
   * The bound at these prices; sets that pay at those of the master problem go to the pool. Each
   * slot may miss the heaviest set by `slack`, and by more when it takes more work than `patience`;
   * how much by in the end is returned, with the number of new sets.
   */
  *at(
    point: Float64Array,
    master: Prices,
    slack: number,
    patience: number,
  ): Generator<number, { slack: number; added: number }> {
    const impatience = {
      work: patience / this.#classes.length,
      rise: this.perSlot(this.lowest * SCALE * RISE),
    };
    let most = 0;
    let added = 0;
    let total = this.#pricesTotal(point);
    const uppers: number[] = [];
    for (const [c, slotClass] of this.#classes.entries()) {
      const local = localPrices(slotClass, point);
      const floor = this.#pool.heaviest(c, point) + slack;
      const { upper, sets } = yield* this.pricers[c]!.price(local, floor, impatience);
      for (const set of sets) if (this.#pool.add(c, set, master)) added++;
      most = Math.max(most, upper - this.#pool.heaviest(c, point));
      total += upper * slotClass.slots.length;
      uppers.push(upper);
    }
    if (!this.source || total < this.source.total) {
      this.source = { prices: point, uppers, total };
      this.lowerTo(this.rounded(total));
    }
    return { slack: most, added };
  }

  /** What the bound at these prices is at least, by the sets that are known. */
  estimate(point: Float64Array): number {
    return this.#classes.reduce(
      (sum, { slots }, c) => sum + slots.length * this.#pool.heaviest(c, point),
      this.#pricesTotal(point),
    );
  }

  /** Takes over a bound that is proven otherwise. */
  lowerTo(bound: number): void {
    this.lowest = Math.min(this.lowest, bound);
  }

  /** The largest value that is at most `total` and that weights can add up to, in units of interest. */
  rounded(total: number): number {
    return (Math.floor(total / this.step) * this.step) / SCALE;
  }

  perSlot(total: number): number {
    return Math.floor(total / this.#slotCount);
  }

  #pricesTotal(point: Float64Array): number {
    return point.reduce((sum, price, s) => sum + price * this.#supply.sessions[s]!, 0);
  }
}

export function localPrices({ sessions }: SlotClass, prices: Float64Array): Float64Array {
  return Float64Array.from(sessions, (s) => prices[s]!);
}

/** Every sum of weights is a multiple of this. */
function greatestStep({ weight }: CompiledProblem): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return [...new Set(weight)].reduce(gcd, 0) || 1;
}
