import { longestStride } from './relax-level.ts';
import type { Level, SetLevels } from './set-levels.ts';
import type { KernelExports } from './simd.ts';
import { SCALE, type SlotClass } from './slot-classes.ts';

/** Rows are as long as a multiple of what the kernel takes in one step; everything begins at one. */
const STEP = 16;
const WORD = Int32Array.BYTES_PER_ELEMENT;
const REAL = Float64Array.BYTES_PER_ELEMENT;
const SHARE = Int16Array.BYTES_PER_ELEMENT;
/** Words of the record that the kernel reads first, and of the record of a level. */
const RECORD = 11;
const LEVEL_RECORD = 6;
/** Where the gains computed are counted in the former. */
const WORK = 9;

type Memory = { readonly memory: ArrayBuffer; readonly exports: KernelExports };

/** {@link SetLevels} in WebAssembly: everybody's weights and shares, sixteen people at a time (kernel/price-sets.as.ts). */
export class SimdLevels implements SetLevels {
  readonly work: { done: number };
  readonly #kernel: KernelExports;
  readonly #record: number;
  readonly #prices: Float64Array;
  /** What each session would add to an empty slot. */
  readonly #weights: Float64Array;
  readonly #levels: readonly { readonly at: number; readonly level: Level }[];

  /** From byte `place` of the memory on, {@link bytesOfLevels} are its own; they are all 0. */
  constructor(slotClass: SlotClass, { memory, exports }: Memory, place: number) {
    const layout = new Layout(memory, place);
    const { sessions, most, apart } = slotClass;
    const row = rowBytes(slotClass);
    const record = layout.words(RECORD);
    const weights = layout.bytes(sessions.length * row);
    const prices = layout.reals(sessions.length);
    const pairs = layout.bytes(apart.length);
    const excess = layout.bytes(row * SHARE);
    const largest = layout.reals(most);
    const positions = layout.words(most);
    const gains = layout.reals(sessions.length);
    this.#kernel = exports;
    this.#record = record.byteOffset;
    this.#prices = prices;
    this.#levels = Array.from({ length: most + 1 }, () => layLevel(layout, sessions.length, row));
    writeWeights(slotClass, weights, row);
    pairs.set(apart);
    record.set([
      row,
      sessions.length,
      weights.byteOffset,
      prices.byteOffset,
      pairs.byteOffset,
      excess.byteOffset,
      largest.byteOffset,
      positions.byteOffset,
      gains.byteOffset,
      0,
      longestStride(most),
    ]);
    this.work = {
      get done() {
        return record[WORK]!;
      },
      set done(work) {
        record[WORK] = work;
      },
    };
    this.#weights = Float64Array.from(sessions, (_, i) => {
      let sum = 0;
      for (let e = slotClass.start[i]!; e < slotClass.start[i + 1]!; e++) sum += slotClass.weight[e]!;
      return sum;
    });
  }

  at(depth: number): Level {
    return this.#levels[depth]!.level;
  }

  start(prices: Float64Array, least: number): void {
    this.#prices.set(prices);
    const level = this.at(0);
    const order = [...this.#weights.keys()]
      .map((session) => ({ session, gain: this.#weights[session]! - prices[session]! }))
      .filter(({ gain }) => gain > least)
      .sort((a, b) => b.gain - a.gain);
    level.count = order.length;
    order.forEach(({ session, gain }, k) => {
      level.session[k] = session;
      level.gain[k] = gain;
    });
  }

  take(depth: number, k: number, value: number, left: number, floor: number, thorough: boolean): boolean {
    const here = this.#levels[depth]!.at;
    const next = this.#levels[depth + 1]!.at;
    return this.#kernel.take(this.#record, here, next, k, value, left, floor, thorough) > 0;
  }

  /** Every level has its own. */
  giveBack(): void {}

  relax(depth: number, value: number, left: number, floor: number): number {
    return this.#kernel.relax(this.#record, this.#levels[depth]!.at, value, left, floor);
  }
}

/** Bytes that the class takes in the memory of the kernel. */
export function bytesOfLevels(slotClass: SlotClass): number {
  const { sessions, most, apart } = slotClass;
  const row = rowBytes(slotClass);
  const session = [WORD, REAL, REAL].reduce((sum, size) => sum + padded(size * sessions.length), 0);
  const level = padded(WORD * LEVEL_RECORD) + session + 2 * padded(SHARE * row);
  return (
    padded(WORD * RECORD) +
    sessions.length * row +
    2 * padded(REAL * sessions.length) +
    padded(apart.length) +
    padded(SHARE * row) +
    padded(REAL * most) +
    padded(WORD * most) +
    (most + 1) * level
  );
}

function rowBytes({ personCount }: SlotClass): number {
  return padded(personCount);
}

function padded(bytes: number): number {
  return STEP * Math.ceil(bytes / STEP);
}

function writeWeights({ sessions, start, person, weight }: SlotClass, rows: Uint8Array, row: number): void {
  for (let i = 0; i < sessions.length; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) rows[i * row + person[e]!] = weight[e]! / SCALE;
  }
}

function layLevel(layout: Layout, sessions: number, row: number): { at: number; level: Level } {
  const record = layout.words(LEVEL_RECORD);
  const session = layout.words(sessions);
  const gain = layout.reals(sessions);
  const limit = layout.reals(sessions);
  const share = layout.bytes(SHARE * row);
  const best = layout.bytes(SHARE * row);
  record.set([0, session.byteOffset, gain.byteOffset, limit.byteOffset, share.byteOffset, best.byteOffset]);
  const level = {
    get count() {
      return record[0]!;
    },
    set count(count) {
      record[0] = count;
    },
    session,
    gain,
    limit,
  };
  return { at: record.byteOffset, level };
}

/** Hands out one stretch of memory after the other. */
class Layout {
  readonly #memory: ArrayBuffer;
  #at: number;

  constructor(memory: ArrayBuffer, at: number) {
    this.#memory = memory;
    this.#at = at;
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.#memory, this.#next(length), length);
  }

  words(length: number): Int32Array {
    return new Int32Array(this.#memory, this.#next(WORD * length), length);
  }

  reals(length: number): Float64Array {
    return new Float64Array(this.#memory, this.#next(REAL * length), length);
  }

  #next(bytes: number): number {
    const at = this.#at;
    this.#at += padded(bytes);
    return at;
  }
}
