import type { CompiledProblem } from './compile-problem.ts';
import type { Move } from './move.ts';
import { SeatSchedule } from './seat-schedule.ts';
import type { Running } from './seat-runs.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Sits nowhere; areas count from 1 here. */
export const NOWHERE = 0;

/**
 * Where everybody sits and what they get, by slot and person, kept up to date while sessions move: slower
 * than to know only what a slot is worth, but some things have to be counted person by person.
 */
export class SeatedPeople {
  /** By slot and person, `slot * personCount + person`: the area they sit in, and what they get there. */
  readonly sits: Int32Array;
  readonly gets: Uint8Array;
  /** The same as the last {@link seat} found it, for the slots that it was asked for. */
  readonly newSits: Int32Array;
  readonly newGets: Uint8Array;
  /** By person: what they get in all slots together. */
  readonly got: Float64Array;
  readonly #timetable: Timetable;
  readonly #compiled: CompiledProblem;
  readonly #seating: SeatSchedule;
  #seated: readonly number[] = [];

  constructor(timetable: Timetable) {
    const { compiled } = timetable;
    const cells = compiled.slotCount * compiled.personCount;
    this.#timetable = timetable;
    this.#compiled = compiled;
    this.#seating = new SeatSchedule(compiled);
    this.sits = new Int32Array(cells);
    this.newSits = new Int32Array(cells);
    this.gets = new Uint8Array(cells);
    this.newGets = new Uint8Array(cells);
    this.got = new Float64Array(compiled.personCount);
  }

  /** Seats people anew in these slots, as the timetable stands, without taking it over. */
  seat(slots: readonly number[]): void {
    const { personCount } = this.#compiled;
    const { area } = this.#timetable;
    for (const t of slots) {
      this.newSits.fill(NOWHERE, t * personCount, (t + 1) * personCount);
      this.newGets.fill(0, t * personCount, (t + 1) * personCount);
    }
    const running = slots.map((t) => this.#running(t));
    this.#seating.value(running, (person, session, weight, slot) => {
      this.newSits[slot * personCount + person] = 1 + area[session]!;
      this.newGets[slot * personCount + person] = weight;
    });
    this.#seated = slots;
  }

  /** Takes over what the last {@link seat} found. */
  keep(): void {
    const { personCount } = this.#compiled;
    for (const t of this.#seated) {
      const [from, to] = [t * personCount, (t + 1) * personCount];
      for (let at = from; at < to; at++) this.got[at - from]! += this.newGets[at]! - this.gets[at]!;
      this.sits.set(this.newSits.subarray(from, to), from);
      this.gets.set(this.newGets.subarray(from, to), from);
    }
    this.#seated = [];
  }

  /**
   * The slots in which people may sit elsewhere after a move that the timetable has just made: those
   * that it touches, and where a run of a session is among them all that hold runs.
   */
  affectedBy({ count, session, fromStart, toStart }: Move): number[] {
    const { length, hasRuns, isRun, slotCount } = this.#compiled;
    const slots = new Set<number>();
    let meetsRuns = false;
    for (let i = 0; i < count; i++) {
      const s = session[i]!;
      meetsRuns ||= isRun[s] === 1;
      for (let k = 0; k < length[s]!; k++) {
        if (fromStart[i] !== NONE) slots.add(fromStart[i]! + k);
        if (toStart[i] !== NONE) slots.add(toStart[i]! + k);
      }
    }
    if (hasRuns) {
      for (const t of slots) meetsRuns ||= this.#holdsRun(t);
      for (let t = 0; meetsRuns && t < slotCount; t++) if (this.#holdsRun(t)) slots.add(t);
    }
    return [...slots];
  }

  #holdsRun(slot: number): boolean {
    const { areaCount, isRun } = this.#compiled;
    for (let a = 0; a < areaCount; a++) {
      const session = this.#timetable.cell[slot * areaCount + a]!;
      if (session !== NONE && isRun[session] === 1) return true;
    }
    return false;
  }

  #running(slot: number): Running {
    const { areaCount, seats } = this.#compiled;
    const { cell, area } = this.#timetable;
    const sessions = cell
      .slice(slot * areaCount, (slot + 1) * areaCount)
      .filter((session) => session !== NONE)
      .sort();
    return { slot, sessions, seats: sessions.map((session) => seats[area[session]!]!) };
  }
}
