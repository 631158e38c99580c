import type { SlotClass } from './slot-classes.ts';

/**
 * One depth of the search for the heaviest set (`price-sets.ts`): the sessions that may still come,
 * the one that adds most first, with the people for whom each would still be better than what they have.
 */
export type PriceLevel = {
  count: number;
  readonly session: Int32Array;
  /** What adding the session brings, its price taken off. */
  readonly gain: Float64Array;
  /** Its people are entries `from` up to `to` of `person` and `weight`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly person: Int32Array;
  readonly weight: Int32Array;
  /** Prices of people for the relaxation; see `relax-level.ts`. */
  readonly share: Int32Array;
  /** By position: no set that takes this session and, besides, only later ones is worth more. */
  readonly limit: Float64Array;
};

export function createLevel(slotClass: SlotClass): PriceLevel {
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
  level: PriceLevel,
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
      level.weight[at] = weight[e]!;
    }
    level.to[k] = at;
  }
}

/**
 * Fills the next level: the sessions after position `taken` whose gain is above `least`. `gains[k]` is
 * the gain of position k now that `best` holds what each person has.
 */
export function fillNextLevel(
  next: PriceLevel,
  level: PriceLevel,
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
function insert(level: PriceLevel, session: number, gain: number): number {
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
export function gainAt(level: PriceLevel, k: number, best: Int32Array, prices: Float64Array): number {
  const { person, weight } = level;
  let gain = -prices[level.session[k]!]!;
  for (let e = level.from[k]!, end = level.to[k]!; e < end; e++) {
    const more = weight[e]! - best[person[e]!]!;
    gain += more & ~(more >> 31); // max(0, more) without a branch that nobody could predict
  }
  return gain;
}

/** The largest few of many numbers above zero, and their sum. */
export class Largest {
  count = 0;
  sum = 0;
  readonly value: Float64Array;
  readonly of: Int32Array;

  constructor(most: number) {
    this.value = new Float64Array(most);
    this.of = new Int32Array(most);
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
  }

  /** Whether `value` would not be taken, of at most `most`. */
  rejects(value: number, most: number): boolean {
    return value <= 0 || (this.count >= most && (most === 0 || value <= this.value[most - 1]!));
  }

  offer(value: number, of: number, most: number): void {
    if (this.rejects(value, most)) return;
    let at: number;
    if (this.count < most) at = this.count++;
    else {
      at = most - 1;
      this.sum -= this.value[at]!;
    }
    this.sum += value;
    for (; at > 0 && this.value[at - 1]! < value; at--) {
      this.value[at] = this.value[at - 1]!;
      this.of[at] = this.of[at - 1]!;
    }
    this.value[at] = value;
    this.of[at] = of;
  }
}
