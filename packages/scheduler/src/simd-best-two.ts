import type { BestTwo } from './best-two.ts';
import type { KernelExports, Simd } from './simd.ts';
import { NONE, type Timetable } from './timetable.ts';
import { rowBytes, sumOfAbsent, writeAbsentees, writeWeights } from './weight-rows.ts';

/**
 * {@link BestTwo} in WebAssembly. First come the rows of weights; then, each a row per slot, who is
 * absent, the best, and how far the second best is below it.
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
    const { sessionCount, slotCount, areaCount } = timetable.compiled;
    const row = rowBytes(timetable.compiled);
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
    writeWeights(bytes, timetable.compiled);
    writeAbsentees(bytes, this.#absent, timetable.compiled);
    this.value = new Float64Array(slotCount);
    for (let t = 0; t < slotCount; t++) this.refresh(t);
  }

  change(slot: number, leaving: number, coming: number): number {
    const row = this.#row;
    const { compiled } = this.#timetable;
    const { sessionCount } = compiled;
    const sum = this.#kernel.exchanged(
      this.#best + slot * row,
      this.#gap + slot * row,
      (leaving === NONE ? sessionCount : leaving) * row,
      (coming === NONE ? sessionCount : coming) * row,
      row,
    );
    return sum - sumOfAbsent(compiled, slot) - this.value[slot]!;
  }

  refresh(slot: number): void {
    const row = this.#row;
    const { cell, compiled } = this.#timetable;
    const { areaCount } = compiled;
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
    this.value[slot] = sum - sumOfAbsent(compiled, slot);
  }
}
