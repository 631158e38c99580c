import type { CompiledProblem } from './compile-problem.ts';
import type { Move } from './move.ts';
import type { Kernel } from './simd.ts';
import { SlotValues } from './slot-values.ts';
import { NONE, type Timetable } from './timetable.ts';

/** How a move touches a slot: not at all, with one session at most that leaves and one that comes, or with more. */
const UNTOUCHED = 0;
const SIMPLE = 1;
const MANY = 2;

/** The values of all slots, and of those that a move touches what they would become. */
export class TouchedSlots {
  readonly #compiled: CompiledProblem;
  readonly #values: SlotValues;
  /** Slots that the current move touches, and for each what leaves, what comes and the new value. */
  readonly #touched: Int32Array;
  #count = 0;
  readonly #leaving: Int32Array;
  readonly #coming: Int32Array;
  readonly #kind: Uint8Array;
  readonly #newValue: Float64Array;

  constructor(timetable: Timetable, kernel: Kernel | undefined) {
    const { slotCount } = timetable.compiled;
    this.#compiled = timetable.compiled;
    this.#values = new SlotValues(timetable, kernel);
    this.#touched = new Int32Array(slotCount);
    this.#leaving = new Int32Array(slotCount);
    this.#coming = new Int32Array(slotCount);
    this.#kind = new Uint8Array(slotCount);
    this.#newValue = new Float64Array(slotCount);
  }

  /** What all slots are worth. */
  total(): number {
    return this.#values.total();
  }

  /** Takes a move that was proposed, applied or not. */
  find({ count, session, fromStart, toStart }: Move): void {
    const { length, seatsBind } = this.#compiled;
    for (let i = 0; i < this.#count; i++) this.#kind[this.#touched[i]!] = UNTOUCHED;
    this.#count = 0;
    for (let i = 0; i < count; i++) {
      const from = fromStart[i]!;
      const to = toStart[i]!;
      if (from === to && !seatsBind) continue;
      const s = session[i]!;
      for (let k = 0; k < length[s]!; k++) {
        if (from !== NONE) this.#touch(from + k, this.#leaving, s);
        if (to !== NONE) this.#touch(to + k, this.#coming, s);
      }
    }
  }

  #touch(slot: number, side: Int32Array, session: number): void {
    if (this.#kind[slot] === UNTOUCHED) {
      this.#kind[slot] = SIMPLE;
      this.#touched[this.#count++] = slot;
      this.#leaving[slot] = NONE;
      this.#coming[slot] = NONE;
    }
    if (side[slot] === NONE) side[slot] = session;
    else this.#kind[slot] = MANY;
  }

  /** What they would gain without limits of seats, before the move is applied: as much or more than with them. */
  mostChange(): number {
    const values = this.#values;
    let change = 0;
    for (let i = 0; i < this.#count; i++) {
      const t = this.#touched[i]!;
      if (this.#kind[t] === MANY) {
        change = Infinity;
        continue;
      }
      const value = values.unlimitedValue(t, this.#leaving[t]!, this.#coming[t]!);
      this.#newValue[t] = value;
      change += value - values.value[t]!;
    }
    return change;
  }

  /** What they gain, once the move is applied and {@link mostChange} was asked; the new values are kept for {@link keep}. */
  change(): number {
    const { seatsBind } = this.#compiled;
    const values = this.#values;
    let change = 0;
    for (let i = 0; i < this.#count; i++) {
      const t = this.#touched[i]!;
      if (seatsBind || this.#kind[t] === MANY) this.#newValue[t] = values.seatedValue(t);
      change += this.#newValue[t]! - values.value[t]!;
    }
    return change;
  }

  /** The move is made. */
  keep(): void {
    for (let i = 0; i < this.#count; i++) {
      const t = this.#touched[i]!;
      const value = this.#newValue[t]!;
      if (this.#kind[t] === MANY) this.#values.refresh(t, value);
      else this.#values.refresh(t, value, this.#leaving[t]!, this.#coming[t]!);
    }
  }
}
