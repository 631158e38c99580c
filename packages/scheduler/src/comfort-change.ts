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
import { NOWHERE, SeatedPeople } from './seated-people.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Level 4 of a timetable, kept up to date while sessions move. Counts only what weighs something. */
export class ComfortChange {
  value: number;
  readonly #timetable: Timetable;
  readonly #weights: Comforts;
  readonly #facts: ComfortFacts;
  readonly #possible: Float64Array;
  /** Where people sit, when that matters. */
  readonly #people: SeatedPeople | undefined;
  readonly #pairs: Int32Array;
  /** By slot: how many changed areas since the slot before. */
  readonly #walks: Int32Array;
  /** What {@link change} has found for the slots that it touches, for {@link keep}. */
  readonly #isTouched: Uint8Array;
  #touched: number[] = [];
  readonly #newPairs: Int32Array;
  readonly #newWalks: Int32Array;
  readonly #gain: Float64Array;
  #change = 0;
  readonly #topics: Int32Array;

  constructor(timetable: Timetable, weights: Comforts) {
    const { compiled } = timetable;
    const { slotCount, personCount } = compiled;
    this.#timetable = timetable;
    this.#weights = weights;
    this.#facts = comfortFacts(compiled);
    this.#possible = possiblePerPerson(compiled);
    const seatsPeople = weights.fairness > 0 || weights.areaChanges > 0;
    this.#people = seatsPeople ? new SeatedPeople(timetable) : undefined;
    this.#gain = new Float64Array(personCount);
    this.#pairs = new Int32Array(slotCount);
    this.#newPairs = new Int32Array(slotCount);
    this.#walks = new Int32Array(slotCount);
    this.#newWalks = new Int32Array(slotCount);
    this.#isTouched = new Uint8Array(slotCount);
    this.#topics = new Int32Array(this.#facts.topicCount);
    this.value = this.#ofSessions();
    for (let t = 0; t < slotCount; t++) this.#touch(t);
    this.#change = this.#ofTouchedSlots();
    this.keep();
  }

  /** By how much the move that the timetable has just made changes the value. */
  change(move: Move): number {
    const { count, session, fromStart, fromArea, toStart, toArea } = move;
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
    for (const t of this.#people?.affectedBy(move) ?? []) this.#touch(t);
    this.#change = change + this.#ofTouchedSlots();
    return this.#change;
  }

  /** Takes over the last {@link change}. */
  keep(): void {
    this.value += this.#change;
    for (const t of this.#touched) {
      this.#pairs[t] = this.#newPairs[t]!;
      this.#walks[t] = this.#newWalks[t]!;
      if (t + 1 < this.#walks.length) this.#walks[t + 1] = this.#newWalks[t + 1]!;
    }
    this.#people?.keep();
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
    }
    if (this.#people) {
      this.#people.seat(this.#touched);
      comforts.fairness = this.#fairnessChange(this.#people);
      comforts.areaChanges = this.#walksChange(this.#people);
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

  #fairnessChange({ newGets, gets, got }: SeatedPeople): number {
    if (this.#weights.fairness === 0) return 0;
    const { personCount } = this.#timetable.compiled;
    this.#gain.fill(0);
    for (const t of this.#touched) {
      const base = t * personCount;
      for (let p = 0; p < personCount; p++) this.#gain[p]! += newGets[base + p]! - gets[base + p]!;
    }
    let change = 0;
    for (let p = 0; p < personCount; p++) {
      if (this.#gain[p] === 0) continue;
      const before = got[p]!;
      change +=
        fairnessOf(before + this.#gain[p]!, this.#possible[p]!) - fairnessOf(before, this.#possible[p]!);
    }
    return change;
  }

  #walksChange(people: SeatedPeople): number {
    if (this.#weights.areaChanges === 0) return 0;
    let change = 0;
    for (const t of this.#touched) {
      change += this.#countWalks(people, t);
      const isLast = t + 1 === this.#walks.length;
      if (!isLast && this.#isTouched[t + 1] === 0) change += this.#countWalks(people, t + 1);
    }
    return change;
  }

  /** Counts anew who changes areas between the slot before and this one. */
  #countWalks({ sits, newSits }: SeatedPeople, slot: number): number {
    const { personCount } = this.#timetable.compiled;
    this.#newWalks[slot] = 0;
    if (this.#facts.follows[slot] === 0) return 0;
    const before = this.#isTouched[slot - 1] === 1 ? newSits : sits;
    const now = this.#isTouched[slot] === 1 ? newSits : sits;
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
