import { SeatPeople } from './seat-people.ts';
import { NONE, type Timetable } from './timetable.ts';

/** Seats the slots of a timetable as it stands, each from scratch. */
export class SlotSeating {
  readonly #timetable: Timetable;
  readonly #seating: SeatPeople;
  readonly #sessions: Int32Array;
  readonly #seats: Int32Array;

  constructor(timetable: Timetable) {
    this.#timetable = timetable;
    this.#seating = new SeatPeople(timetable.compiled);
    this.#sessions = new Int32Array(timetable.compiled.areaCount);
    this.#seats = new Int32Array(timetable.compiled.areaCount);
  }

  /** What is served in all slots together. */
  total(): number {
    let sum = 0;
    for (let t = 0; t < this.#timetable.compiled.slotCount; t++) sum += this.value(t);
    return sum;
  }

  /** What is served in a slot. */
  value(slot: number): number {
    const { cell, compiled } = this.#timetable;
    const { areaCount, seats } = compiled;
    let count = 0;
    for (let a = 0; a < areaCount; a++) {
      const session = cell[slot * areaCount + a]!;
      if (session === NONE) continue;
      let i = count++;
      for (; i > 0 && this.#sessions[i - 1]! > session; i--) {
        this.#sessions[i] = this.#sessions[i - 1]!;
        this.#seats[i] = this.#seats[i - 1]!;
      }
      this.#sessions[i] = session;
      this.#seats[i] = seats[a]!;
    }
    return this.#seating.value(slot, this.#sessions, this.#seats, count);
  }
}
