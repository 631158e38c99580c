import type { BestTwo } from './best-two.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { NONE, type Timetable } from './timetable.ts';

/** The two best of somebody who is away: 255 twice, so that nothing tempts them. */
const ABSENT = 0xffff;

/** {@link BestTwo} in TypeScript: one session in and one out cost as much as their audiences are large. */
export class SparseBestTwo implements BestTwo {
  readonly value: Float64Array;
  readonly #compiled: CompiledProblem;
  readonly #timetable: Timetable;
  /** By slot and person: highest weight × 256 + second highest, or {@link ABSENT}. */
  readonly #top: Uint16Array;

  constructor(timetable: Timetable) {
    const { compiled } = timetable;
    this.#compiled = compiled;
    this.#timetable = timetable;
    this.value = new Float64Array(compiled.slotCount);
    this.#top = new Uint16Array(compiled.slotCount * compiled.personCount);
    for (let t = 0; t < compiled.slotCount; t++) this.#rebuild(t);
  }

  change(slot: number, leaving: number, coming: number): number {
    let change = 0;
    if (coming !== NONE) change += this.#gain(slot, coming);
    if (leaving !== NONE) {
      change -= coming === NONE ? this.#loss(slot, leaving) : this.#lossBeside(slot, leaving, coming);
    }
    return change;
  }

  // The three sums below decide a million times a second and follow no pattern that a processor
  // could predict, so they have masks in place of branches: `d & ~(d >> 31)` is max(d, 0).

  /** What people gain who like `coming` better than all they have. */
  #gain(slot: number, coming: number): number {
    const { personCount, kindCount, kindWeight, audience, audienceStart } = this.#compiled;
    const top = this.#top;
    const base = slot * personCount;
    let sum = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      const w = kindWeight[kind]!;
      const row = coming * kindCount + kind;
      const end = audienceStart[row + 1]!;
      for (let e = audienceStart[row]!; e < end; e++) {
        const more = w - (top[base + audience[e]!]! >> 8);
        sum += more & ~(more >> 31);
      }
    }
    return sum;
  }

  /** What people lose for whom `leaving` is the best, down to their second best. */
  #loss(slot: number, leaving: number): number {
    const { personCount, kindCount, kindWeight, audience, audienceStart } = this.#compiled;
    const top = this.#top;
    const base = slot * personCount;
    let sum = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      const w = kindWeight[kind]!;
      const row = leaving * kindCount + kind;
      const end = audienceStart[row + 1]!;
      for (let e = audienceStart[row]!; e < end; e++) {
        const both = top[base + audience[e]!]!;
        const isBest = ((both >> 8) - w - 1) >> 31;
        sum += (w - (both & 255)) & isBest;
      }
    }
    return sum;
  }

  /** The same, down to the second best or `coming`, whichever is better; never below zero. */
  #lossBeside(slot: number, leaving: number, coming: number): number {
    const { personCount, kindCount, kindWeight, audience, audienceStart, weight } = this.#compiled;
    const top = this.#top;
    const base = slot * personCount;
    const comes = coming * personCount;
    let sum = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      const w = kindWeight[kind]!;
      const row = leaving * kindCount + kind;
      const end = audienceStart[row + 1]!;
      for (let e = audienceStart[row]!; e < end; e++) {
        const person = audience[e]!;
        const both = top[base + person]!;
        const isBest = ((both >> 8) - w - 1) >> 31;
        const second = both & 255;
        const better = weight[comes + person]! - second;
        const less = w - second - (better & ~(better >> 31));
        sum += less & ~(less >> 31) & isBest;
      }
    }
    return sum;
  }

  refresh(slot: number, leaving?: number, coming?: number): void {
    if (leaving === undefined || coming === undefined) {
      this.#rebuild(slot);
      return;
    }
    if (leaving !== NONE) this.#forget(slot, leaving, coming);
    if (coming !== NONE) this.#enter(slot, coming);
  }

  #rebuild(slot: number): void {
    const { personCount, areaCount, absentees } = this.#compiled;
    const base = slot * personCount;
    this.value[slot] = 0;
    this.#top.fill(0, base, base + personCount);
    for (const person of absentees[slot]!) this.#top[base + person] = ABSENT;
    for (let a = 0; a < areaCount; a++) {
      const session = this.#timetable.cell[slot * areaCount + a]!;
      if (session !== NONE) this.#enter(slot, session);
    }
  }

  #enter(slot: number, session: number): void {
    const { personCount, kindCount, kindWeight, audience, audienceStart } = this.#compiled;
    const top = this.#top;
    const base = slot * personCount;
    let gained = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      const w = kindWeight[kind]!;
      const row = session * kindCount + kind;
      const end = audienceStart[row + 1]!;
      for (let e = audienceStart[row]!; e < end; e++) {
        const at = base + audience[e]!;
        const both = top[at]!;
        if (w > both >> 8) {
          gained += w - (both >> 8);
          top[at] = (w << 8) | (both >> 8);
        } else if (w > (both & 255)) top[at] = (both & 0xff00) | w;
      }
    }
    this.value[slot]! += gained;
  }

  /** Looks again at the people for whom the leaving session was among the two best; `except` is still to enter. */
  #forget(slot: number, leaving: number, except: number): void {
    const { personCount, areaCount, weight, kindCount, audience, audienceStart } = this.#compiled;
    const { cell } = this.#timetable;
    const base = slot * personCount;
    const end = audienceStart[(leaving + 1) * kindCount]!;
    let lost = 0;
    for (let e = audienceStart[leaving * kindCount]!; e < end; e++) {
      const person = audience[e]!;
      const both = this.#top[base + person]!;
      if (both === ABSENT || weight[leaving * personCount + person]! < (both & 255)) continue;
      let best = 0;
      let second = 0;
      for (let a = 0; a < areaCount; a++) {
        const session = cell[slot * areaCount + a]!;
        if (session === NONE || session === except) continue;
        const w = weight[session * personCount + person]!;
        if (w > best) {
          second = best;
          best = w;
        } else if (w > second) second = w;
      }
      lost += (both >> 8) - best;
      this.#top[base + person] = (best << 8) | second;
    }
    this.value[slot]! -= lost;
  }
}
