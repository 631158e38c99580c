import type { Level } from './set-levels.ts';
import { PER_SHARE, type SlotClass } from './slot-classes.ts';

/** A level with the people for whom each session would still be better than what they have. */
export type SparseLevel = Level & {
  /** Its people are entries `from` up to `to` of `person` and `weight`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly person: Int32Array;
  /** In units of shares. */
  readonly weight: Int32Array;
  /** Prices of people for the relaxation; see `relax-level.ts`. */
  readonly share: Int32Array;
};

export function createSparseLevel(slotClass: SlotClass): SparseLevel {
  const sessions = slotClass.sessions.length;
  const entries = slotClass.person.length;
  return {
    count: 0,
    session: new Int32Array(sessions),
    gain: new Float64Array(sessions),
    from: new Int32Array(sessions),
    to: new Int32Array(sessions),
    person: new Int32Array(entries),
    weight: new Int32Array(entries),
    share: new Int32Array(slotClass.personCount),
    limit: new Float64Array(sessions),
  };
}

/** Fills the first level: every session whose gain is above `least`. */
export function fillFirstLevel(
  level: SparseLevel,
  slotClass: SlotClass,
  prices: Float64Array,
  least: number,
): void {
  const { sessions, start, person, weight } = slotClass;
  level.count = 0;
  for (let i = 0; i < sessions.length; i++) {
    let gain = -prices[i]!;
    for (let e = start[i]!; e < start[i + 1]!; e++) gain += weight[e]!;
    if (gain > least) insert(level, i, gain);
  }
  let at = 0;
  for (let k = 0; k < level.count; k++) {
    const i = level.session[k]!;
    level.from[k] = at;
    for (let e = start[i]!; e < start[i + 1]!; e++, at++) {
      level.person[at] = person[e]!;
      level.weight[at] = weight[e]! / PER_SHARE;
    }
    level.to[k] = at;
  }
}

/**
 * Fills the next level: the sessions after position `taken` whose gain is above `least`. `gains[k]` is
 * the gain of position k now that `best` holds what each person has.
 */
export function fillNextLevel(
  next: SparseLevel,
  level: SparseLevel,
  taken: number,
  gains: Float64Array,
  least: number,
  best: Int32Array,
  position: Int32Array,
): void {
  next.count = 0;
  for (let k = taken + 1; k < level.count; k++) {
    if (!(gains[k]! > least)) continue;
    const at = insert(next, level.session[k]!, gains[k]!);
    position.copyWithin(at + 1, at, next.count - 1);
    position[at] = k;
  }
  let at = 0;
  for (let j = 0; j < next.count; j++) {
    const k = position[j]!;
    next.from[j] = at;
    for (let e = level.from[k]!, end = level.to[k]!; e < end; e++) {
      const p = level.person[e]!;
      const w = level.weight[e]!;
      if (w <= best[p]!) continue;
      next.person[at] = p;
      next.weight[at++] = w;
    }
    next.to[j] = at;
  }
}

/** Puts a session behind those that gain as much or more; returns its position. */
function insert(level: SparseLevel, session: number, gain: number): number {
  let at = level.count++;
  for (; at > 0 && level.gain[at - 1]! < gain; at--) {
    level.gain[at] = level.gain[at - 1]!;
    level.session[at] = level.session[at - 1]!;
  }
  level.gain[at] = gain;
  level.session[at] = session;
  return at;
}

/** What the session at a position adds for people who have `best`, its price taken off. */
export function gainAt(level: SparseLevel, k: number, best: Int32Array, prices: Float64Array): number {
  const { person, weight } = level;
  let sum = 0;
  for (let e = level.from[k]!, end = level.to[k]!; e < end; e++) {
    const more = weight[e]! - best[person[e]!]!;
    sum += more & ~(more >> 31); // max(0, more) without a branch that nobody could predict
  }
  return PER_SHARE * sum - prices[level.session[k]!]!;
}
