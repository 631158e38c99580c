import { AreaMatching } from './area-matching.ts';
import type { Random } from './random.ts';
import type { SlotClass } from './slot-classes.ts';

export type WorthySet = { readonly set: readonly number[]; readonly value: number };

/** One change of a set: `out` is a position or -1, `come` a session or -1. */
type Change = { value: number; out: number; come: number };

/** Finds good sets of sessions fast, without a promise that they are the best: steepest ascent by one session more, less or exchanged. */
export class SetImprover {
  /** Changes looked at so far. */
  work = 0;
  readonly #class: SlotClass;
  readonly #matching: AreaMatching;
  /** By person: the two highest weights in the set, and the position of the highest. */
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #who: Int32Array;
  /** By position in the set: what it loses when that session leaves, alone or for another. */
  readonly #loss: Float64Array;
  readonly #saved: Float64Array;

  constructor(slotClass: SlotClass) {
    this.#class = slotClass;
    this.#matching = new AreaMatching(slotClass);
    this.#first = new Int32Array(slotClass.personCount);
    this.#second = new Int32Array(slotClass.personCount);
    this.#who = new Int32Array(slotClass.personCount);
    this.#loss = new Float64Array(slotClass.most + 1);
    this.#saved = new Float64Array(slotClass.most + 1);
  }

  /** The set that steps uphill from `start` (a set that the slot may hold) end at. */
  improve(prices: Float64Array, start: readonly number[]): WorthySet {
    let set = [...start];
    let value = this.#look(set, prices);
    for (;;) {
      const { out, come, value: better } = this.#bestChange(set, value, prices);
      if (better <= value) return { set, value };
      set = changed(set, out, come);
      value = better;
      this.#look(set, prices);
    }
  }

  /** Replaces some sessions by others at random; what the slot cannot hold is left out. */
  disturb(set: readonly number[], count: number, random: Random): number[] {
    const sessions = this.#class.sessions.length;
    let next = [...set];
    for (let i = 0; i < count && next.length > 0; i++) next.splice(random.below(next.length), 1);
    for (let i = 0; i < count; i++) {
      const come = random.below(sessions);
      if (next.length < this.#class.most && !next.includes(come) && this.#allows(next, -1, come)) {
        next = [...next, come];
      }
    }
    return next;
  }

  /** Whether the slot can hold the set. */
  holds(set: readonly number[]): boolean {
    if (set.length > this.#class.most) return false;
    return set.every((session, i) => this.#allows(set.slice(0, i), -1, session));
  }

  /** Notes who has what; returns what the set is worth. */
  #look(set: readonly number[], prices: Float64Array): number {
    const { start, person, weight } = this.#class;
    const first = this.#first.fill(0);
    const second = this.#second.fill(0);
    const who = this.#who.fill(-1);
    let value = 0;
    set.forEach((session, i) => {
      value -= prices[session]!;
      for (let e = start[session]!; e < start[session + 1]!; e++) {
        const p = person[e]!;
        const w = weight[e]!;
        if (w > first[p]!) {
          second[p] = first[p]!;
          first[p] = w;
          who[p] = i;
        } else if (w > second[p]!) second[p] = w;
      }
    });
    const loss = this.#loss.fill(0);
    for (let p = 0; p < who.length; p++) {
      if (who[p] === -1) continue;
      value += first[p]!;
      loss[who[p]!] = loss[who[p]!]! + first[p]! - second[p]!;
    }
    return value;
  }

  #bestChange(set: readonly number[], value: number, prices: Float64Array): Change {
    const { sessions, most } = this.#class;
    const best: Change = { value, out: -1, come: -1 };
    const consider = (worth: number, out: number, come: number): void => {
      if (worth <= best.value || (come >= 0 && !this.#allows(set, out, come))) return;
      best.value = worth;
      best.out = out;
      best.come = come;
    };
    set.forEach((session, i) => consider(value - this.#loss[i]! + prices[session]!, i, -1));
    for (let come = 0; come < sessions.length; come++) {
      if (set.includes(come)) continue;
      const more = value + this.#gain(come) - prices[come]!;
      if (set.length < most) consider(more, -1, come);
      for (let i = 0; i < set.length; i++) {
        consider(more - this.#loss[i]! + this.#saved[i]! + prices[set[i]!]!, i, come);
      }
    }
    this.work += sessions.length * (1 + set.length);
    return best;
  }

  /** What people gain by a session that comes; `saved` is what leaving sessions lose less because of it. */
  #gain(come: number): number {
    const { start, person, weight } = this.#class;
    const saved = this.#saved.fill(0);
    let gain = 0;
    for (let e = start[come]!; e < start[come + 1]!; e++) {
      const p = person[e]!;
      const w = weight[e]!;
      const i = this.#who[p]!;
      const first = this.#first[p]!;
      const second = this.#second[p]!;
      if (w > first) {
        gain += w - first;
        if (i >= 0) saved[i] = saved[i]! + first - second;
      } else if (w > second && i >= 0) saved[i] = saved[i]! + w - second;
    }
    return gain;
  }

  #allows(set: readonly number[], out: number, come: number): boolean {
    const { apart, sessions, anyArea } = this.#class;
    const row = come * sessions.length;
    for (let i = 0; i < set.length; i++) if (i !== out && apart[row + set[i]!] === 1) return false;
    return anyArea || this.#matching.fits(changed(set, out, come));
  }
}

function changed(set: readonly number[], out: number, come: number): number[] {
  const next = set.filter((_, i) => i !== out);
  if (come >= 0) next.push(come);
  return next;
}
