import { AreaMatching } from './area-matching.ts';
import {
  createLevel,
  fillFirstLevel,
  fillNextLevel,
  gainAt,
  Largest,
  type PriceLevel,
} from './price-level.ts';
import { limitEach, relaxLevel, type Relaxation } from './relax-level.ts';
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
  readonly #class: SlotClass;
  readonly #levels: PriceLevel[] = [];
  readonly #best: Int32Array;
  readonly #chosen: Int32Array;
  readonly #position: Int32Array;
  readonly #gains: Float64Array;
  readonly #largest: Largest;
  readonly #before: Int32Array[] = [];
  readonly #areas: AreaMatching;
  readonly #seatLoss: SeatLoss;
  readonly #relaxation: Relaxation;
  readonly #work = { done: 0 };
  #floor = 0;
  /** Undefined while only the heaviest set is wanted; else told every set above the floor. */
  #collect: ((set: readonly number[], value: number) => void) | undefined;
  #sets: number[][] = [];

  constructor(slotClass: SlotClass) {
    this.#class = slotClass;
    this.#best = new Int32Array(slotClass.personCount);
    this.#chosen = new Int32Array(slotClass.most);
    this.#position = new Int32Array(slotClass.sessions.length + 1);
    this.#gains = new Float64Array(slotClass.sessions.length);
    this.#largest = new Largest(slotClass.most);
    this.#areas = new AreaMatching(slotClass);
    this.#seatLoss = new SeatLoss(slotClass);
    this.#relaxation = {
      best: this.#best,
      prices: new Float64Array(0),
      largest: new Largest(slotClass.most),
      excess: new Int32Array(slotClass.personCount),
    };
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
    return this.#collect !== undefined || this.#class.seatsBind;
  }

  *#run(prices: Float64Array, floor: number): Generator<number, void> {
    this.#relaxation.prices = prices;
    this.#floor = floor;
    this.#sets = [];
    this.#best.fill(0);
    const { most } = this.#class;
    const level = this.#level(0);
    fillFirstLevel(level, this.#class, prices, this.#thorough ? -Infinity : 0);
    if (this.#relax(level, 0, most) > floor) yield* this.#expand(0, 0, most);
    if (this.#work.done > 0) yield this.#takeWork();
  }

  /** Tries each session of the level as the next; `value` is what the chosen ones are worth. */
  *#expand(depth: number, value: number, left: number): Generator<number, void> {
    const level = this.#level(depth);
    for (let k = 0; k < level.count; k++) {
      if (value + this.#reach(level, k, left) <= this.#floor) return;
      if (level.limit[k]! <= this.#floor || !this.#areas.place(level.session[k]!, depth)) continue;
      const worth = value + level.gain[k]!;
      this.#chosen[depth] = level.session[k]!;
      this.#meet(worth, depth + 1);
      if (left > 1) {
        const before = this.#seat(level, k, depth);
        if (this.#descend(level, k, depth, worth, left - 1)) yield* this.#expand(depth + 1, worth, left - 1);
        this.#unseat(level, k, before);
      }
      if (this.#work.done > CHUNK) yield this.#takeWork();
    }
  }

  /** The gain of position k and the largest gains behind it. */
  #reach(level: PriceLevel, k: number, left: number): number {
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

  /** Prepares the next level after position k was taken; false when nothing above the floor is there. */
  #descend(level: PriceLevel, k: number, depth: number, value: number, left: number): boolean {
    const gains = this.#gains;
    const largest = this.#largest;
    const { apart, sessions } = this.#class;
    const row = level.session[k]! * sessions.length;
    const allowed = (j: number): boolean => apart[row + level.session[j]!] === 0;
    largest.clear();
    let j = k + 1;
    for (; j < level.count && !largest.rejects(level.gain[j]!, left); j++) {
      gains[j] = allowed(j) ? gainAt(level, j, this.#best, this.#relaxation.prices) : -Infinity;
      largest.offer(gains[j]!, j, left);
    }
    this.#work.done += j - k;
    if (value + largest.sum <= this.#floor) return false;
    this.#work.done += level.count - j;
    for (; j < level.count; j++) {
      gains[j] = allowed(j) ? gainAt(level, j, this.#best, this.#relaxation.prices) : -Infinity;
    }
    const least = this.#thorough ? this.#floor - value - largest.sum : 0;
    const next = this.#level(depth + 1);
    fillNextLevel(next, level, k, gains, least, this.#best, this.#position);
    if (next.count === 0) return false;
    for (let p = 0; p < next.share.length; p++) next.share[p] = Math.max(level.share[p]!, this.#best[p]!);
    return this.#relax(next, value, left) > this.#floor;
  }

  #relax(level: PriceLevel, value: number, left: number): number {
    if (left < RELAX_FROM) {
      level.limit.fill(Infinity, 0, level.count);
      return Infinity;
    }
    const limit = relaxLevel(level, this.#relaxation, value, left, this.#floor, this.#work);
    if (limit > this.#floor) limitEach(level, this.#relaxation, value, left, this.#work);
    return limit;
  }

  /** The people of position k have at least that weight now; returns what they had. */
  #seat({ from, to, person, weight }: PriceLevel, k: number, depth: number): Int32Array {
    const best = this.#best;
    const before = (this.#before[depth] ??= new Int32Array(best.length));
    for (let e = from[k]!, i = 0; e < to[k]!; e++, i++) {
      const p = person[e]!;
      before[i] = best[p]!;
      if (weight[e]! > best[p]!) best[p] = weight[e]!;
    }
    return before;
  }

  #unseat({ from, to, person }: PriceLevel, k: number, before: Int32Array): void {
    for (let e = from[k]!, i = 0; e < to[k]!; e++, i++) this.#best[person[e]!] = before[i]!;
  }

  #level(depth: number): PriceLevel {
    return (this.#levels[depth] ??= createLevel(this.#class));
  }

  #takeWork(): number {
    const { done } = this.#work;
    this.#work.done = 0;
    return done;
  }
}
