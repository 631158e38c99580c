import type { Largest } from './largest.ts';
import { gainAt, type SparseLevel } from './price-level.ts';
import { PER_SHARE, SHARE_SCALE } from './slot-classes.ts';

/** No weight is higher, in units of shares. */
const HIGHEST = 255 * SHARE_SCALE;
/** What a whole number of 16 bits holds, as shares and their steps are in WebAssembly. */
const HIGHEST_WORD = 2 ** 15 - 1;

/** Most steps towards better shares in one place of the search. */
const MOST_STEPS = 60;
/** Every so many steps it is asked whether they lead anywhere. */
const LOOK = 4;
/** Steps go on while so large a part of the way to the floor was covered since the last look. */
const WORTHWHILE = 0.2;
/** Steps go further than the estimate of the distance says; measured to be best between 1.5 and 2. */
const STRIDE = 1.7;

export type Relaxation = {
  readonly best: Int32Array;
  prices: Float64Array;
  readonly largest: Largest;
  readonly excess: Int32Array;
};

/**
 * A limit of what a set is worth that has `value` already and takes at most `left` more sessions of
 * the level. Person p is promised `share[p]` ≥ what they have, and then sessions count only with what
 * exceeds it: for any shares
 *
 *   Σ max over the set of weight ≤ Σ share + Σ over the set of Σ max(0, weight − share),
 *
 * so the `left` largest of the latter sums give a limit. This is the Lagrangian relaxation of
 * Cornuéjols, Fisher and Nemhauser (Location of bank accounts to optimize float, 1977); subgradient
 * steps towards `floor` (Polyak 1969) improve the shares, which are whole numbers, so that every
 * limit is exact. With share = best it is the usual limit for submodular functions, where it starts.
 *
 * Stops as soon as the limit is at most `floor`, or when it seems out of reach. Adds the gains that
 * were computed to `work.done`.
 */
export function relaxLevel(
  level: SparseLevel,
  { best, prices, largest, excess }: Relaxation,
  value: number,
  left: number,
  floor: number,
  work: { done: number },
): number {
  const { share } = level;
  const people = share.length;
  const longest = longestStride(largest.value.length);
  let lowest = Infinity;
  let before = Infinity;
  for (let step = 0; ; step++) {
    let limit = value + promised(share, best);
    largest.clear();
    let k = 0;
    for (; k < level.count && !largest.rejects(level.gain[k]!, left); k++) {
      largest.offer(gainAt(level, k, share, prices), k, left);
    }
    work.done += k;
    limit += largest.sum;
    lowest = Math.min(lowest, limit);
    if (limit <= floor || step === MOST_STEPS) return lowest;
    if (step % LOOK === 0) {
      if (before - lowest < (lowest - floor) * WORTHWHILE) return lowest;
      before = lowest;
    }
    const norm = countExcess(level, largest, best, excess);
    if (norm === 0) return lowest;
    const wanted = Math.floor(((limit - floor) * STRIDE) / (norm * PER_SHARE) + 0.5);
    const stride = Math.max(1, Math.min(wanted, longest));
    for (let p = 0; p < people; p++) {
      if (excess[p] === 0) continue;
      const moved = Math.min(HIGHEST, share[p]! + stride * excess[p]!);
      share[p] = Math.max(best[p]!, moved);
    }
  }
}

/** The most that shares move by for each session too many, in their units, where sets have at most so many sessions. */
export function longestStride(most: number): number {
  return Math.floor(HIGHEST_WORD / Math.max(1, most));
}

/** What shares exceed what people have by, in units of prices. */
function promised(share: Int32Array, best: Int32Array): number {
  let sum = 0;
  for (let p = 0; p < share.length; p++) sum += share[p]! - best[p]!;
  return PER_SHARE * sum;
}

/** By person: how many of the largest sessions exceed their share, less one; returns the sum of squares. */
function countExcess(level: SparseLevel, largest: Largest, best: Int32Array, excess: Int32Array): number {
  const { share, person, weight } = level;
  excess.fill(-1);
  for (let i = 0; i < largest.count; i++) {
    const k = largest.of[i]!;
    for (let e = level.from[k]!; e < level.to[k]!; e++) {
      const p = person[e]!;
      if (weight[e]! > share[p]!) excess[p] = excess[p]! + 1;
    }
  }
  let norm = 0;
  for (let p = 0; p < excess.length; p++) {
    if (excess[p]! < 0 && share[p] === best[p]) excess[p] = 0;
    norm += excess[p]! * excess[p]!;
  }
  return norm;
}

/** Fills `level.limit` from the shares as they are. */
export function limitEach(
  level: SparseLevel,
  { best, prices, largest }: Relaxation,
  value: number,
  left: number,
  work: { done: number },
): void {
  const { share, limit } = level;
  const base = value + promised(share, best);
  largest.clear();
  for (let k = level.count - 1; k >= 0; k--) {
    const more = gainAt(level, k, share, prices);
    limit[k] = base + more + largest.sum;
    if (left > 1) largest.offer(more, k, left - 1);
  }
  work.done += level.count;
}
