import { weightsOf } from './comfort.ts';
import { isThin } from './best-two.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { acceptableLoss } from './cooling.ts';
import { needsPersonValues } from './person-values.ts';
import { createRandom, type Random } from './random.ts';
import { loadSimd, type Kernel } from './simd.ts';
import { SimdExchangeWalk } from './simd-exchange-walk.ts';
import { SparseBestTwo } from './sparse-best-two.ts';
import { NONE, type Timetable } from './timetable.ts';

/**
 * Simulated annealing by exchanges alone: a session goes to a random cell of another slot, and what is
 * there comes back. It knows only problems in which that is all there is to try, and makes many more
 * moves a second than a search that could do everything.
 */
export type ExchangeWalk = {
  /** What is served now, and the most that was. */
  readonly served: number;
  readonly bestServed: number;
  /** Tries so many exchanges at one temperature. The timetable is up to date when it returns. */
  run(moves: number, temperature: number): void;
  /** Writes the best schedule so far, as a search keeps it. */
  readBest(start: Int32Array, area: Int32Array): void;
};

/** Whether nothing else counts in the problem than which sessions are in the same slot. */
export function lendsItselfToExchanges(compiled: CompiledProblem): boolean {
  const { seatsBind, problem, carefree } = compiled;
  if (seatsBind || needsPersonValues(compiled) || weightsOf(problem) !== undefined) return false;
  return carefree.every((value, s) => value === 1 || !isPlaceable(compiled, s));
}

/** A walk from this timetable, in which all is placed that can be, of a problem that lends itself to one. */
export function createExchangeWalk(timetable: Timetable, seed: number, kernel?: Kernel): ExchangeWalk {
  const { compiled } = timetable;
  const movable = Int32Array.from(
    [...compiled.carefree.keys()].filter((session) => isPlaceable(compiled, session)),
  );
  const options = { movable, allowed: allowedCells(compiled, movable), seed };
  const simd = (kernel ?? (isThin(compiled) ? 'plain' : 'simd')) === 'simd' ? loadSimd() : undefined;
  return simd ? new SimdExchangeWalk(timetable, options, simd) : new PlainExchangeWalk(timetable, options);
}

function isPlaceable({ starts, usable }: CompiledProblem, session: number): boolean {
  return starts[session]!.length > 0 && usable[session]!.length > 0;
}

/** By session and cell, `session * cellCount + cell`: whether the session may be there. */
function allowedCells(
  { slotCount, areaCount, sessionCount, mayStart, mayUse, closed }: CompiledProblem,
  movable: Int32Array,
) {
  const cellCount = slotCount * areaCount;
  const allowed = new Uint8Array(sessionCount * cellCount);
  for (const s of movable)
    for (let cell = 0; cell < cellCount; cell++) {
      const slot = Math.floor(cell / areaCount);
      const suits = mayStart[s * slotCount + slot]! & mayUse[s * areaCount + (cell % areaCount)]!;
      allowed[s * cellCount + cell] = suits & ~closed[cell]! & 1;
    }
  return allowed;
}

export type ExchangeOptions = {
  readonly movable: Int32Array;
  readonly allowed: Uint8Array;
  readonly seed: number;
};

/** {@link ExchangeWalk} in TypeScript, on the timetable itself. */
class PlainExchangeWalk implements ExchangeWalk {
  served: number;
  bestServed: number;
  readonly #timetable: Timetable;
  readonly #movable: Int32Array;
  readonly #allowed: Uint8Array;
  readonly #random: Random;
  readonly #values: SparseBestTwo;
  readonly #bestStart: Int32Array;
  readonly #bestArea: Int32Array;

  constructor(timetable: Timetable, { movable, allowed, seed }: ExchangeOptions) {
    this.#timetable = timetable;
    this.#movable = movable;
    this.#allowed = allowed;
    this.#random = createRandom(seed);
    this.#values = new SparseBestTwo(timetable);
    this.served = this.bestServed = this.#values.value.reduce((sum, value) => sum + value, 0);
    this.#bestStart = timetable.start.slice();
    this.#bestArea = timetable.area.slice();
  }

  run(moves: number, temperature: number): void {
    const { start, area, cell, compiled } = this.#timetable;
    const { slotCount, areaCount } = compiled;
    const cellCount = slotCount * areaCount;
    const random = this.#random;
    const values = this.#values;
    for (let i = 0; i < moves; i++) {
      const session = this.#movable[random.below(this.#movable.length)]!;
      const toSlot = random.below(slotCount);
      const toArea = random.below(areaCount);
      const to = toSlot * areaCount + toArea;
      const fromSlot = start[session]!;
      const fromArea = area[session]!;
      if (toSlot === fromSlot || this.#allowed[session * cellCount + to] === 0) continue;
      const other = cell[to]!;
      const from = fromSlot * areaCount + fromArea;
      if (other !== NONE && this.#allowed[other * cellCount + from] === 0) continue;
      const most = temperature * acceptableLoss(random.bits());
      const change = values.change(fromSlot, session, other) + values.change(toSlot, other, session);
      if (change < -most) continue;
      this.#timetable.take(session);
      if (other !== NONE) this.#timetable.take(other);
      this.#timetable.put(session, toSlot, toArea);
      if (other !== NONE) this.#timetable.put(other, fromSlot, fromArea);
      values.refresh(fromSlot, session, other);
      values.refresh(toSlot, other, session);
      this.served += change;
      if (this.served <= this.bestServed) continue;
      this.bestServed = this.served;
      this.#bestStart.set(start);
      this.#bestArea.set(area);
    }
  }

  readBest(start: Int32Array, area: Int32Array): void {
    start.set(this.#bestStart);
    area.set(this.#bestArea);
  }
}
