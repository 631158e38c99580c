import {
  comfortFacts,
  fairnessOf,
  misfit,
  NO_HOME,
  NO_TOPIC,
  weighComforts,
  type ComfortFacts,
} from './comfort.ts';
import type { Move } from './move.ts';
import type { Comforts } from './problem.ts';
import { possiblePerPerson } from './possible.ts';
import { SeatPeople } from './seat-people.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Sits nowhere; areas count from 1 here. */
const NOWHERE = 0;

/** Level 4 of a timetable, kept up to date while sessions move. Counts only what weighs something. */
export class ComfortChange {
  value: number;
  readonly #timetable: Timetable;
  readonly #weights: Comforts;
  readonly #facts: ComfortFacts;
  readonly #possible: Float64Array;
  readonly #seating: SeatPeople;
  readonly #seatsPeople: boolean;
  /** What each person got in all, and by slot and person where they sit and what they get there. */
  readonly #got: Float64Array;
  readonly #sits: Int32Array;
  readonly #gets: Uint8Array;
  readonly #pairs: Int32Array;
  /** By slot: how many changed areas since the slot before. */
  readonly #walks: Int32Array;
  /** What {@link change} has found for the slots that it touches, for {@link keep}. */
  readonly #isTouched: Uint8Array;
  #touched: number[] = [];
  readonly #newSits: Int32Array;
  readonly #newGets: Uint8Array;
  readonly #newPairs: Int32Array;
  readonly #newWalks: Int32Array;
  readonly #gain: Float64Array;
  #change = 0;
  readonly #running: Int32Array;
  readonly #seats: Int32Array;
  readonly #topics: Int32Array;

  constructor(timetable: Timetable, weights: Comforts) {
    const { compiled } = timetable;
    const { slotCount, personCount, areaCount } = compiled;
    this.#timetable = timetable;
    this.#weights = weights;
    this.#facts = comfortFacts(compiled);
    this.#possible = possiblePerPerson(compiled);
    this.#seating = new SeatPeople(compiled);
    this.#seatsPeople = weights.fairness > 0 || weights.areaChanges > 0;
    this.#got = new Float64Array(personCount);
    this.#gain = new Float64Array(personCount);
    const cells = this.#seatsPeople ? slotCount * personCount : 0;
    this.#sits = new Int32Array(cells);
    this.#newSits = new Int32Array(cells);
    this.#gets = new Uint8Array(cells);
    this.#newGets = new Uint8Array(cells);
    this.#pairs = new Int32Array(slotCount);
    this.#newPairs = new Int32Array(slotCount);
    this.#walks = new Int32Array(slotCount);
    this.#newWalks = new Int32Array(slotCount);
    this.#isTouched = new Uint8Array(slotCount);
    this.#running = new Int32Array(areaCount);
    this.#seats = new Int32Array(areaCount);
    this.#topics = new Int32Array(this.#facts.topicCount);
    this.value = this.#ofSessions();
    for (let t = 0; t < slotCount; t++) this.#touch(t);
    this.#change = this.#ofTouchedSlots();
    this.keep();
  }

  /** By how much the move that the timetable has just made changes the value. */
  change({ count, session, fromStart, fromArea, toStart, toArea }: Move): number {
    const { length } = this.#timetable.compiled;
    this.#forget();
    let change = 0;
    for (let i = 0; i < count; i++) {
      const s = session[i]!;
      change += this.#ofSession(s, toStart[i]!, toArea[i]!) - this.#ofSession(s, fromStart[i]!, fromArea[i]!);
      for (let k = 0; k < length[s]!; k++) {
        if (fromStart[i] !== NONE) this.#touch(fromStart[i]! + k);
        if (toStart[i] !== NONE) this.#touch(toStart[i]! + k);
      }
    }
    this.#change = change + this.#ofTouchedSlots();
    return this.#change;
  }

  /** Takes over the last {@link change}. */
  keep(): void {
    const { personCount } = this.#timetable.compiled;
    this.value += this.#change;
    for (const t of this.#touched) {
      this.#pairs[t] = this.#newPairs[t]!;
      if (!this.#seatsPeople) continue;
      const [from, to] = [t * personCount, (t + 1) * personCount];
      for (let at = from; at < to; at++) this.#got[at - from]! += this.#newGets[at]! - this.#gets[at]!;
      this.#sits.set(this.#newSits.subarray(from, to), from);
      this.#gets.set(this.#newGets.subarray(from, to), from);
      this.#walks[t] = this.#newWalks[t]!;
      if (t + 1 < this.#walks.length) this.#walks[t + 1] = this.#newWalks[t + 1]!;
    }
    this.#forget();
  }

  #forget(): void {
    for (const t of this.#touched) this.#isTouched[t] = 0;
    this.#touched = [];
    this.#change = 0;
  }

  #touch(slot: number): void {
    if (this.#isTouched[slot] === 1) return;
    this.#isTouched[slot] = 1;
    this.#touched.push(slot);
  }

  #ofSessions(): number {
    const { start, area } = this.#timetable;
    let sum = 0;
    for (let s = 0; s < start.length; s++) sum += this.#ofSession(s, start[s]!, area[s]!);
    return sum;
  }

  /** Stability and fit of one session. */
  #ofSession(session: number, start: number, area: number): number {
    const { homeStart, homeArea, audience } = this.#facts;
    const { stability, fit } = this.#weights;
    const { compiled } = this.#timetable;
    let lost = 0;
    const home = homeStart[session]!;
    if (home !== NO_HOME && (start !== home || area !== homeArea[session])) {
      lost += stability * (1 + audience[session]!);
    }
    if (start !== NONE && fit > 0) {
      lost += fit * compiled.length[session]! * misfit(compiled, this.#facts, session, area);
    }
    return -lost;
  }

  /** The change of what depends on who is together in a slot. */
  #ofTouchedSlots(): number {
    const comforts = { stability: 0, fairness: 0, fit: 0, spread: 0, areaChanges: 0 };
    for (const t of this.#touched) {
      this.#newPairs[t] = this.#countPairs(t);
      comforts.spread += this.#newPairs[t] - this.#pairs[t]!;
      if (this.#seatsPeople) this.#seat(t);
    }
    if (this.#seatsPeople) {
      comforts.fairness = this.#fairnessChange();
      comforts.areaChanges = this.#walksChange();
    }
    return weighComforts(this.#weights, comforts);
  }

  #countPairs(slot: number): number {
    if (this.#weights.spread === 0) return 0;
    const { areaCount } = this.#timetable.compiled;
    this.#topics.fill(0);
    let pairs = 0;
    for (let a = 0; a < areaCount; a++) {
      const session = this.#timetable.cell[slot * areaCount + a]!;
      const topic = session === NONE ? NO_TOPIC : this.#facts.topic[session]!;
      if (topic !== NO_TOPIC) pairs += this.#topics[topic]!++;
    }
    return pairs;
  }

  #seat(slot: number): void {
    const { personCount, areaCount, seats } = this.#timetable.compiled;
    const { cell, area } = this.#timetable;
    const base = slot * personCount;
    this.#newSits.fill(NOWHERE, base, base + personCount);
    this.#newGets.fill(0, base, base + personCount);
    let count = 0;
    for (let a = 0; a < areaCount; a++) {
      const session = cell[slot * areaCount + a]!;
      if (session !== NONE) this.#running[count++] = session;
    }
    const running = this.#running.subarray(0, count).sort();
    for (let i = 0; i < count; i++) this.#seats[i] = seats[area[running[i]!]!]!;
    this.#seating.value(slot, running, this.#seats, count, (person, session, weight) => {
      this.#newSits[base + person] = 1 + area[session]!;
      this.#newGets[base + person] = weight;
    });
  }

  #fairnessChange(): number {
    if (this.#weights.fairness === 0) return 0;
    const { personCount } = this.#timetable.compiled;
    this.#gain.fill(0);
    for (const t of this.#touched) {
      const base = t * personCount;
      for (let p = 0; p < personCount; p++)
        this.#gain[p]! += this.#newGets[base + p]! - this.#gets[base + p]!;
    }
    let change = 0;
    for (let p = 0; p < personCount; p++) {
      if (this.#gain[p] === 0) continue;
      const before = this.#got[p]!;
      change +=
        fairnessOf(before + this.#gain[p]!, this.#possible[p]!) - fairnessOf(before, this.#possible[p]!);
    }
    return change;
  }

  #walksChange(): number {
    if (this.#weights.areaChanges === 0) return 0;
    let change = 0;
    for (const t of this.#touched) {
      change += this.#countWalks(t);
      const isLast = t + 1 === this.#walks.length;
      if (!isLast && this.#isTouched[t + 1] === 0) change += this.#countWalks(t + 1);
    }
    return change;
  }

  /** Counts anew who changes areas between the slot before and this one. */
  #countWalks(slot: number): number {
    const { personCount } = this.#timetable.compiled;
    this.#newWalks[slot] = 0;
    if (this.#facts.follows[slot] === 0) return 0;
    const before = this.#isTouched[slot - 1] === 1 ? this.#newSits : this.#sits;
    const now = this.#isTouched[slot] === 1 ? this.#newSits : this.#sits;
    const base = slot * personCount;
    let walks = 0;
    for (let p = 0; p < personCount; p++) {
      const from = before[base - personCount + p]!;
      const to = now[base + p]!;
      if (from !== NOWHERE && to !== NOWHERE && from !== to) walks++;
    }
    this.#newWalks[slot] = walks;
    return walks - this.#walks[slot]!;
  }
}
