import { loadSimd, type Kernel } from './simd.ts';
import { bytesOfLevels, SimdLevels } from './simd-levels.ts';
import type { SlotClass } from './slot-classes.ts';
import { SparseLevels } from './sparse-levels.ts';

/** One depth of the search for the heaviest set (`price-sets.ts`): the sessions that may still come, the one that adds most first. */
export type Level = {
  count: number;
  readonly session: Int32Array;
  /** What adding the session brings, its price taken off. */
  readonly gain: Float64Array;
  /** By position: no set that takes this session and, besides, only later ones is worth more. */
  readonly limit: Float64Array;
};

/**
 * What that search has to add up, person by person. All numbers are whole, and the same with every
 * implementation; `left` is how many more sessions a set may have, `value` what the chosen ones are worth
 * with seats for all, `floor` what a set has to exceed.
 */
export type SetLevels = {
  /** Gains computed since somebody set it to 0. */
  readonly work: { done: number };
  /** Fills level 0 with every session whose gain is above `least` at these prices. */
  start(prices: Float64Array, least: number): void;
  at(depth: number): Level;
  /**
   * Fills the next level for when position `k` was taken, which `value` includes: with sessions that gain
   * something, or where `thorough` with those that do not lose too much. False when nothing above the floor is there.
   */
  take(depth: number, k: number, value: number, left: number, floor: number, thorough: boolean): boolean;
  /** Undoes what `take` did, also when it said false. */
  giveBack(depth: number, k: number): void;
  /**
   * No set of the level is worth more than this; when that exceeds the floor, fills `limit`. What is learnt
   * on the way stays, so that it starts closer the next time.
   */
  relax(depth: number, value: number, left: number, floor: number): number;
};

/** Of people and sessions, the share of pairs with interest below which going through those alone is faster. */
const THIN = 0.06;
/** Below so many people a call costs more than it saves. */
const FEW = 24;
/** More people than this would overrun sums of 32 bits. */
const MOST_PEOPLE = 60_000;
/** Memory in bytes that all classes together may take. */
const MOST_BYTES = 2 ** 28;

/** For each class what suits it: in WebAssembly, where the engine has it and enough people care, or person by person. */
export function createSetLevels(classes: readonly SlotClass[], kernel?: Kernel): SetLevels[] {
  const dense = classes.map((slotClass) => (kernel ? kernel === 'simd' : isDense(slotClass)));
  const places = classes.map((slotClass, c) => (dense[c] ? bytesOfLevels(slotClass) : 0));
  const bytes = places.reduce((sum, one) => sum + one, 0);
  const simd = bytes > 0 && bytes <= MOST_BYTES ? loadSimd()?.(bytes) : undefined;
  let at = 0;
  return classes.map((slotClass, c) => {
    const place = at;
    at += places[c]!;
    return simd && dense[c] ? new SimdLevels(slotClass, simd, place) : new SparseLevels(slotClass);
  });
}

function isDense({ personCount, sessions, person }: SlotClass): boolean {
  return (
    personCount >= FEW && personCount <= MOST_PEOPLE && person.length > THIN * personCount * sessions.length
  );
}
