import type { BestTwo } from './best-two.ts';
import type { KernelExports, Simd } from './simd.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Rows are as long as a multiple of what the kernel takes in one step. */
const STEP = 32;
/** The weight of everything to somebody who is away, so that nothing tempts them. */
const ABSENT = 127;

/**
 * {@link BestTwo} in WebAssembly. Weights are rows of bytes, one byte per person and one row per session
 * and a last one of zeros for no session; then come, each a row per slot, who is absent, the best, and how far
 * the second best is below it.
 */
export class SimdBestTwo implements BestTwo {
  readonly value: Float64Array;
  readonly #timetable: Timetable;
  readonly #kernel: KernelExports;
  /** Bytes of a row. */
  readonly #row: number;
  readonly #absent: number;
  readonly #best: number;
  readonly #gap: number;
  /** Where the pointers to the rows of a slot's sessions are written for the kernel. */
  readonly #list: number;
  readonly #pointers: Uint32Array;

  constructor(timetable: Timetable, simd: Simd) {
    const { sessionCount, slotCount, personCount, areaCount, weight, absentees } = timetable.compiled;
    const row = STEP * Math.ceil(personCount / STEP);
    this.#timetable = timetable;
    this.#row = row;
    this.#absent = row * (sessionCount + 1);
    this.#best = this.#absent + row * slotCount;
    this.#gap = this.#best + row * slotCount;
    this.#list = this.#gap + row * slotCount;
    const { memory, exports } = simd(this.#list + Uint32Array.BYTES_PER_ELEMENT * areaCount);
    this.#kernel = exports;
    this.#pointers = new Uint32Array(memory, this.#list, areaCount);
    const bytes = new Uint8Array(memory);
    for (let s = 0; s < sessionCount; s++) {
      bytes.set(weight.subarray(s * personCount, (s + 1) * personCount), s * row);
    }
    for (let t = 0; t < slotCount; t++) {
      for (const person of absentees[t]!) bytes[this.#absent + t * row + person] = ABSENT;
    }
    this.value = new Float64Array(slotCount);
    for (let t = 0; t < slotCount; t++) this.refresh(t);
  }

  change(slot: number, leaving: number, coming: number): number {
    const row = this.#row;
    const { sessionCount, absentees } = this.#timetable.compiled;
    const sum = this.#kernel.exchanged(
      this.#best + slot * row,
      this.#gap + slot * row,
      (leaving === NONE ? sessionCount : leaving) * row,
      (coming === NONE ? sessionCount : coming) * row,
      row,
    );
    return sum - ABSENT * absentees[slot]!.length - this.value[slot]!;
  }

  refresh(slot: number): void {
    const row = this.#row;
    const { cell, compiled } = this.#timetable;
    const { areaCount, absentees } = compiled;
    let count = 0;
    for (let at = slot * areaCount; at < (slot + 1) * areaCount; at++) {
      if (cell[at] !== NONE) this.#pointers[count++] = cell[at]! * row;
    }
    const sum = this.#kernel.rank(
      this.#best + slot * row,
      this.#gap + slot * row,
      this.#absent + slot * row,
      this.#list,
      count,
      row,
    );
    this.value[slot] = sum - ABSENT * absentees[slot]!.length;
  }
}
