import { BitSeating, bytesOfSets } from './bit-seating.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { SeatPeople } from './seat-people.ts';
import { loadSimd, type Kernel } from './simd.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Seats the slots of a timetable as it stands, each from scratch. */
export class SlotSeating {
  readonly #timetable: Timetable;
  readonly #seating: SeatPeople | BitSeating;
  readonly #sessions: Int32Array;
  readonly #seats: Int32Array;

  constructor(timetable: Timetable, kernel?: Kernel) {
    this.#timetable = timetable;
    const { compiled } = timetable;
    const simd = (kernel ?? fasterKernel(compiled)) === 'simd' ? loadSimd() : undefined;
    this.#seating = simd ? new BitSeating(compiled, simd) : new SeatPeople(compiled);
    this.#sessions = new Int32Array(compiled.areaCount);
    this.#seats = new Int32Array(compiled.areaCount);
  }

  /** What is served in all slots together. */
  total(): number {
    let sum = 0;
    for (let t = 0; t < this.#timetable.compiled.slotCount; t++) sum += this.value(t);
    return sum;
  }

  /** What is served in a slot. */
  value(slot: number): number {
    const { cell, compiled } = this.#timetable;
    const { areaCount, seats } = compiled;
    let count = 0;
    for (let a = 0; a < areaCount; a++) {
      const session = cell[slot * areaCount + a]!;
      if (session === NONE) continue;
      let i = count++;
      for (; i > 0 && this.#sessions[i - 1]! > session; i--) {
        this.#sessions[i] = this.#sessions[i - 1]!;
        this.#seats[i] = this.#seats[i - 1]!;
      }
      this.#sessions[i] = session;
      this.#seats[i] = seats[a]!;
    }
    return this.#seating.value(slot, this.#sessions, this.#seats, count);
  }
}

/** Below so many people a call costs more than it saves. */
const FEW = 100;
/** A word of 64 people costs as much as so many people who care, one by one. */
const WORD_COST = 0.5;
/** Memory in bytes that the sets may take. */
const MOST_BYTES = 2 ** 28;

function fasterKernel(compiled: CompiledProblem): Kernel {
  const words = bytesOfSets(compiled) / 8;
  const isThin = compiled.audience.length < WORD_COST * words;
  return compiled.personCount < FEW || isThin || bytesOfSets(compiled) > MOST_BYTES ? 'plain' : 'simd';
}
