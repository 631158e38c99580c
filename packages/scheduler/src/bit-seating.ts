import type { CompiledProblem } from './compile-problem.ts';
import type { KernelExports, Simd } from './simd.ts';

/** Of a machine word of people, in which the kernel counts. */
const WORD_BITS = 64;
const WORD_BYTES = 8;
const POINTER = Uint32Array.BYTES_PER_ELEMENT;

/** The value of a slot as `SeatPeople` has it, in WebAssembly: who cares for a session and how much are sets of bits. */
export class BitSeating {
  readonly #kernel: KernelExports;
  readonly #kindCount: number;
  readonly #present: number;
  readonly #free: number;
  readonly #weights: number;
  /** Bytes of a row. */
  readonly #row: number;
  readonly #sets: Uint32Array;
  readonly #seats: Int32Array;

  constructor(compiled: CompiledProblem, simd: Simd) {
    const { sessionCount, slotCount, areaCount, kindCount, kindWeight } = compiled;
    this.#kindCount = kindCount;
    this.#row = rowBytes(compiled);
    this.#present = this.#row * sessionCount * kindCount;
    this.#free = this.#present + this.#row * slotCount;
    const sets = this.#free + this.#row;
    const seats = sets + POINTER * areaCount;
    this.#weights = seats + POINTER * areaCount;
    const { memory, exports } = simd(this.#weights + kindCount);
    this.#kernel = exports;
    this.#sets = new Uint32Array(memory, sets, areaCount);
    this.#seats = new Int32Array(memory, seats, areaCount);
    new Uint8Array(memory, this.#weights, kindCount).set(kindWeight);
    fillSets(compiled, new Uint8Array(memory), this.#row, this.#present);
  }

  /** As `SeatPeople.value`. */
  value(slot: number, sessions: Int32Array, seats: Int32Array, count: number): number {
    for (let i = 0; i < count; i++) {
      this.#sets[i] = sessions[i]! * this.#kindCount * this.#row;
      this.#seats[i] = seats[i]!;
    }
    return this.#kernel.seat(
      this.#sets.byteOffset,
      this.#seats.byteOffset,
      count,
      this.#weights,
      this.#kindCount,
      this.#present + slot * this.#row,
      this.#free,
      this.#row,
    );
  }
}

/** Bytes of all sets together. */
export function bytesOfSets(compiled: CompiledProblem): number {
  return rowBytes(compiled) * (compiled.sessionCount * compiled.kindCount + compiled.slotCount + 1);
}

function rowBytes({ personCount }: CompiledProblem): number {
  return WORD_BYTES * Math.ceil(personCount / WORD_BITS);
}

function fillSets(compiled: CompiledProblem, bytes: Uint8Array, row: number, present: number): void {
  const { sessionCount, slotCount, personCount, kindCount, audience, audienceStart, absent } = compiled;
  const add = (base: number, person: number): void => {
    bytes[base + (person >> 3)]! |= 1 << (person & 7);
  };
  for (let set = 0; set < sessionCount * kindCount; set++) {
    for (let e = audienceStart[set]!; e < audienceStart[set + 1]!; e++) add(set * row, audience[e]!);
  }
  for (let t = 0; t < slotCount; t++) {
    for (let p = 0; p < personCount; p++) if (absent[t * personCount + p] === 0) add(present + t * row, p);
  }
}
