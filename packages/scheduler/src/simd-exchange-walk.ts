import { acceptableLoss } from './cooling.ts';
import type { ExchangeOptions, ExchangeWalk } from './exchange-walk.ts';
import { unmixed } from './random.ts';
import type { KernelExports, Simd } from './simd.ts';
import { rowBytes, sumOfAbsent, writeAbsentees, writeWeights } from './weight-rows.ts';
import { NONE, type Timetable } from './timetable.ts';

const WORD = 4;
const STATE_WORDS = 22;
/** Where the last words of the state are, as kernel/kernel.as.ts has them. */
const SERVED = 20;
const BEST_SERVED = 21;
const LOSSES = 4096;

/** {@link ExchangeWalk} in WebAssembly: as src/exchange-walk.ts does it in TypeScript, step by step. */
export class SimdExchangeWalk implements ExchangeWalk {
  readonly #timetable: Timetable;
  readonly #movable: Int32Array;
  readonly #kernel: KernelExports;
  /** Where the state begins. */
  readonly #walk: number;
  readonly #state: Int32Array;
  readonly #cellOf: Int32Array;
  readonly #bestCellOf: Int32Array;
  /** What the kernel counts for people who are away. */
  readonly #absent: number;

  constructor(timetable: Timetable, { movable, allowed, seed }: ExchangeOptions, simd: Simd) {
    const { compiled, cell, start, area } = timetable;
    const { sessionCount, slotCount, areaCount } = compiled;
    const cellCount = slotCount * areaCount;
    const row = rowBytes(compiled);
    let end = row * (sessionCount + 1);
    const room = (bytes: number): number => {
      const from = end;
      end += 8 * Math.ceil(bytes / 8);
      return from;
    };
    const absent = room(row * slotCount);
    const best = room(row * slotCount);
    const gap = room(row * slotCount);
    const losses = room(LOSSES * Float64Array.BYTES_PER_ELEMENT);
    const [list, cells, cellOf, bestCellOf] = [areaCount, cellCount, sessionCount, sessionCount].map(
      (words) => room(words * WORD),
    ) as [number, number, number, number]; // four of four
    const values = room(slotCount * WORD);
    const movables = room(movable.length * WORD);
    const mayBe = room(allowed.length);
    const walk = room(STATE_WORDS * WORD);

    const { memory, exports } = simd(end);
    const bytes = new Uint8Array(memory);
    writeWeights(bytes, compiled);
    writeAbsentees(bytes, absent, compiled);
    bytes.set(allowed, mayBe);
    const lossTable = new Float64Array(memory, losses, LOSSES);
    for (let i = 0; i < LOSSES; i++) lossTable[i] = acceptableLoss((i << 20) >>> 0);
    new Int32Array(memory, movables, movable.length).set(movable);
    new Int32Array(memory, cells, cellCount).set(
      cell.map((session) => (session === NONE ? sessionCount : session)),
    );
    this.#cellOf = new Int32Array(memory, cellOf, sessionCount);
    this.#cellOf.set(start.map((slot, s) => (slot === NONE ? NONE : slot * areaCount + area[s]!)));
    this.#bestCellOf = new Int32Array(memory, bestCellOf, sessionCount);
    this.#state = new Int32Array(memory, walk, STATE_WORDS);
    this.#state.set([
      ...unmixed(seed),
      ...[sessionCount, slotCount, areaCount, row, movable.length, movables],
      ...[absent, best, gap, list, cells, cellOf, bestCellOf, mayBe, values, losses],
    ]);
    this.#timetable = timetable;
    this.#movable = movable;
    this.#kernel = exports;
    this.#walk = walk;
    this.#absent = sumOfAbsent(compiled);
    exports.begin(walk);
  }

  get served(): number {
    return this.#state[SERVED]! - this.#absent;
  }

  get bestServed(): number {
    return this.#state[BEST_SERVED]! - this.#absent;
  }

  run(moves: number, temperature: number): void {
    this.#kernel.exchangeAll(this.#walk, moves, temperature);
    const { areaCount } = this.#timetable.compiled;
    for (const s of this.#movable) this.#timetable.take(s);
    for (const s of this.#movable) {
      const at = this.#cellOf[s]!;
      this.#timetable.put(s, Math.floor(at / areaCount), at % areaCount);
    }
  }

  readBest(start: Int32Array, area: Int32Array): void {
    const { areaCount } = this.#timetable.compiled;
    for (const s of this.#movable) {
      const at = this.#bestCellOf[s]!;
      start[s] = Math.floor(at / areaCount);
      area[s] = at % areaCount;
    }
  }
}
