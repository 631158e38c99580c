import { Largest } from './largest.ts';
import { createSparseLevel, fillFirstLevel, fillNextLevel, gainAt, type SparseLevel } from './price-level.ts';
import { limitEach, relaxLevel, type Relaxation } from './relax-level.ts';
import type { SetLevels } from './set-levels.ts';
import type { SlotClass } from './slot-classes.ts';

/** {@link SetLevels} in TypeScript: each level lists for each of its sessions the people who would be better off with it. */
export class SparseLevels implements SetLevels {
  readonly work = { done: 0 };
  readonly #class: SlotClass;
  readonly #levels: SparseLevel[] = [];
  /** By person, what the chosen sessions give them. */
  readonly #best: Int32Array;
  /** By depth, what its people had before. */
  readonly #before: Int32Array[] = [];
  readonly #position: Int32Array;
  readonly #gains: Float64Array;
  readonly #relaxation: Relaxation;

  constructor(slotClass: SlotClass) {
    const { personCount, sessions, most } = slotClass;
    this.#class = slotClass;
    this.#best = new Int32Array(personCount);
    this.#position = new Int32Array(sessions.length + 1);
    this.#gains = new Float64Array(sessions.length);
    this.#relaxation = {
      best: this.#best,
      prices: new Float64Array(sessions.length),
      largest: new Largest(most),
      excess: new Int32Array(personCount),
    };
  }

  at(depth: number): SparseLevel {
    return (this.#levels[depth] ??= createSparseLevel(this.#class));
  }

  start(prices: Float64Array, least: number): void {
    this.#relaxation.prices.set(prices);
    this.#best.fill(0);
    fillFirstLevel(this.at(0), this.#class, prices, least);
  }

  take(depth: number, k: number, value: number, left: number, floor: number, thorough: boolean): boolean {
    const level = this.at(depth);
    this.#seat(level, k, depth);
    const gains = this.#gains;
    const { largest, prices } = this.#relaxation;
    const { apart, sessions } = this.#class;
    const row = level.session[k]! * sessions.length;
    const gain = (j: number): number =>
      apart[row + level.session[j]!] === 0 ? gainAt(level, j, this.#best, prices) : -Infinity;
    largest.clear();
    let j = k + 1;
    for (; j < level.count && !largest.rejects(level.gain[j]!, left); j++) {
      gains[j] = gain(j);
      largest.offer(gains[j]!, j, left);
    }
    this.work.done += j - k;
    if (value + largest.sum <= floor) return false;
    this.work.done += level.count - j;
    for (; j < level.count; j++) gains[j] = gain(j);
    const least = thorough ? floor - value - largest.sum : 0;
    const next = this.at(depth + 1);
    fillNextLevel(next, level, k, gains, least, this.#best, this.#position);
    if (next.count === 0) return false;
    for (let p = 0; p < next.share.length; p++) next.share[p] = Math.max(level.share[p]!, this.#best[p]!);
    return true;
  }

  giveBack(depth: number, k: number): void {
    const { from, to, person } = this.at(depth);
    const before = this.#before[depth]!;
    for (let e = from[k]!, i = 0; e < to[k]!; e++, i++) this.#best[person[e]!] = before[i]!;
  }

  relax(depth: number, value: number, left: number, floor: number): number {
    const level = this.at(depth);
    const limit = relaxLevel(level, this.#relaxation, value, left, floor, this.work);
    if (limit > floor) limitEach(level, this.#relaxation, value, left, this.work);
    return limit;
  }

  /** The people of position k have at least that weight now. */
  #seat({ from, to, person, weight }: SparseLevel, k: number, depth: number): void {
    const best = this.#best;
    const before = (this.#before[depth] ??= new Int32Array(best.length));
    for (let e = from[k]!, i = 0; e < to[k]!; e++, i++) {
      const p = person[e]!;
      before[i] = best[p]!;
      if (weight[e]! > best[p]!) best[p] = weight[e]!;
    }
  }
}
