import { AreaMatching } from './area-matching.ts';
import { createSetLevels, type Level, type SetLevels } from './set-levels.ts';
import { SeatLoss } from './seat-loss.ts';
import type { SlotClass } from './slot-classes.ts';

/** Gains computed between two yields. */
const CHUNK = 10_000;
/** Steps in which an impatient search lets the floor rise. */
const RISES = 8;
/** With fewer sessions to come than this the plain limit is as good as the relaxation. */
const RELAX_FROM = 3;

/** After so much work the floor begins to rise, by `rise` in as much work again. */
export type Patience = { readonly work: number; readonly rise: number };

export type Priced = {
  /** No set is worth more than this: the worth of the last of `sets`, or else the floor in the end. */
  readonly upper: number;
  /** Sets above the floor that was given, each worth more than the one before. */
  readonly sets: readonly (readonly number[])[];
};

/**
 * Finds the set of sessions of one slot whose weight less the prices of its sessions is largest:
 * branch and bound that adds the session with the largest gain first, or leaves it out. Branches are
 * cut off by the sum of the largest gains (what a person has only grows, so gains only fall:
 * Nemhauser, Wolsey and Fisher, An analysis of approximations for maximizing submodular set
 * functions, 1978) and then by the relaxation in `relax-level.ts`; both count seats as unlimited. All
 * numbers are integers.
 */
export class SetPricer {
  readonly slotClass: SlotClass;
  readonly #levels: SetLevels;
  readonly #chosen: Int32Array;
  readonly #areas: AreaMatching;
  readonly #seatLoss: SeatLoss;
  #floor = 0;
  /** Undefined while only the heaviest set is wanted; else told every set above the floor. */
  #collect: ((set: readonly number[], value: number) => void) | undefined;
  #sets: number[][] = [];

  constructor(slotClass: SlotClass, levels = createSetLevels([slotClass])[0]!) {
    this.slotClass = slotClass;
    this.#levels = levels;
    this.#chosen = new Int32Array(slotClass.most);
    this.#areas = new AreaMatching(slotClass);
    this.#seatLoss = new SeatLoss(slotClass);
  }

  /**
   * Runs to the end, yielding now and then how many gains it has computed since. Sets worth `floor`
   * (0 or more) or less are not looked for. Who has little patience gets a floor that rises, which
   * makes the rest shorter.
   */
  *price(prices: Float64Array, floor: number, patience?: Patience): Generator<number, Priced> {
    this.#collect = undefined;
    let left = patience?.work ?? Infinity;
    const steps = this.#run(prices, floor);
    for (let next = steps.next(); !next.done; next = steps.next()) {
      left -= next.value;
      yield next.value;
      if (!patience || left > 0) continue;
      left = patience.work / RISES;
      this.#floor += Math.ceil(patience.rise / RISES);
    }
    return { upper: this.#floor, sets: this.#sets };
  }

  /** Every set worth more than `floor`, in no particular order. */
  *collect(
    prices: Float64Array,
    floor: number,
    onSet: (set: readonly number[], value: number) => void,
  ): Generator<number, void> {
    this.#collect = onSet;
    yield* this.#run(prices, floor);
  }

  /** Whether a session matters that costs more than it brings: it may bring seats, or belong to a set to collect. */
  get #thorough(): boolean {
    return this.#collect !== undefined || this.slotClass.seatsBind;
  }

  *#run(prices: Float64Array, floor: number): Generator<number, void> {
    this.#floor = floor;
    this.#sets = [];
    const { most } = this.slotClass;
    this.#levels.start(prices, this.#thorough ? -Infinity : 0);
    if (this.#relax(0, 0, most) > floor) yield* this.#expand(0, 0, most);
    if (this.#levels.work.done > 0) yield this.#takeWork();
  }

  /** Tries each session of the level as the next; `value` is what the chosen ones are worth. */
  *#expand(depth: number, value: number, left: number): Generator<number, void> {
    const level = this.#levels.at(depth);
    for (let k = 0; k < level.count; k++) {
      if (value + this.#reach(level, k, left) <= this.#floor) return;
      if (level.limit[k]! <= this.#floor || !this.#areas.place(level.session[k]!, depth)) continue;
      const worth = value + level.gain[k]!;
      this.#chosen[depth] = level.session[k]!;
      this.#meet(worth, depth + 1);
      if (left > 1) {
        const open = this.#levels.take(depth, k, worth, left - 1, this.#floor, this.#thorough);
        if (open && this.#relax(depth + 1, worth, left - 1) > this.#floor)
          yield* this.#expand(depth + 1, worth, left - 1);
        this.#levels.giveBack(depth, k);
      }
      if (this.#levels.work.done > CHUNK) yield this.#takeWork();
    }
  }

  /** The gain of position k and the largest gains behind it. */
  #reach(level: Level, k: number, left: number): number {
    let sum = level.gain[k]!;
    for (let j = k + 1; j < level.count && j < k + left && level.gain[j]! > 0; j++) sum += level.gain[j]!;
    return sum;
  }

  /** `limit` is what the chosen sessions would be worth with seats for all. */
  #meet(limit: number, size: number): void {
    if (limit <= this.#floor) return;
    const set = [...this.#chosen.subarray(0, size)];
    if (limit - this.#seatLoss.atLeast(set) <= this.#floor) return;
    const worth = limit - this.#seatLoss.loss(set);
    if (worth <= this.#floor) return;
    if (this.#collect) {
      this.#collect(set, worth);
      return;
    }
    this.#sets.push(set);
    this.#floor = worth;
  }

  #relax(depth: number, value: number, left: number): number {
    if (left >= RELAX_FROM) return this.#levels.relax(depth, value, left, this.#floor);
    const { limit, count } = this.#levels.at(depth);
    limit.fill(Infinity, 0, count);
    return Infinity;
  }

  #takeWork(): number {
    const { work } = this.#levels;
    const { done } = work;
    work.done = 0;
    return done;
  }
}
