// A timetable that is changed in place: who is where, what clashes, which rooms are left, what each student's day costs.
import { costOfDay, DAYS, SLOTS, SLOTS_A_DAY } from './instance.mjs';

export const NONE = -1;
const PATTERNS = 1 << SLOTS_A_DAY;

/** What a student's day costs, by the slots with an event as bits. */
export const costOf = Uint8Array.from({ length: PATTERNS }, (_, pattern) =>
  costOfDay(Array.from({ length: SLOTS_A_DAY }, (__, k) => (pattern >> k) & 1)),
);

/** Events get a slot and a room; no hard rule is ever broken while every change asks before. */
export class Timetable {
  /** How many events in a slot an event clashes with: event × slot. */
  clashesIn;
  /** Soft cost of what is placed. */
  cost = 0;

  constructor(instance) {
    const { events, rooms, students, studentsOf, roomsFor, slotsFor, later, eventsOf } = instance;
    this.events = events;
    this.rooms = rooms;
    this.studentsOf = studentsOf.map((list) => Int32Array.from(list, (s) => s * DAYS));
    this.roomsFor = roomsFor.map((list) => list.reduce((mask, room) => mask | (1 << room), 0));
    this.slotsFor = slotsFor.map((list) => Uint8Array.from(list));
    this.allowed = new Uint8Array(events * SLOTS);
    slotsFor.forEach((list, e) => list.forEach((slot) => (this.allowed[e * SLOTS + slot] = 1)));
    this.later = later.map((list) => Int32Array.from(list));
    this.earlier = later.map((_, e) =>
      Int32Array.from(later.flatMap((list, f) => (list.includes(e) ? [f] : []))),
    );
    this.clash = new Uint8Array(events * events);
    for (const list of eventsOf)
      for (const e of list) for (const f of list) if (e !== f) this.clash[e * events + f] = 1;
    this.neighbours = this.later.map((_, e) =>
      Int32Array.from({ length: events }, (__, f) => f).filter((f) => this.clash[e * events + f] === 1),
    );
    this.clashesIn = new Uint8Array(events * SLOTS);
    this.slotOf = new Int32Array(events).fill(NONE);
    this.roomOf = new Int32Array(events).fill(NONE);
    /** The event of each slot and room. */
    this.cell = new Int32Array(SLOTS * rooms).fill(NONE);
    this.freeIn = new Int32Array(SLOTS).fill((1 << rooms) - 1);
    /** By student and day: the slots with an event, as bits. */
    this.day = new Uint16Array(students * DAYS);
  }

  /** Whether order lets the event be in the slot, as the others are now. */
  inOrder(e, slot) {
    const { slotOf } = this;
    const after = this.later[e];
    for (let i = 0; i < after.length; i++) {
      const there = slotOf[after[i]];
      if (there !== NONE && there <= slot) return false;
    }
    const before = this.earlier[e];
    for (let i = 0; i < before.length; i++) if (slotOf[before[i]] >= slot) return false;
    return true;
  }

  /**
   * Finds the event a room in the slot, and moves others there to other rooms where that is needed (augmenting paths,
   * Kuhn 1955); false, and nothing changed, when there is none. Says nothing of clashes and order.
   */
  giveRoom(e, slot) {
    return this.#augment(e, slot, { seen: 0 });
  }

  #augment(e, slot, tried) {
    const free = this.roomsFor[e] & this.freeIn[slot];
    if (free !== 0) {
      this.#seat(e, slot, 31 - Math.clz32(free));
      return true;
    }
    for (let left = this.roomsFor[e] & ~tried.seen; left !== 0; left = this.roomsFor[e] & ~tried.seen) {
      const room = 31 - Math.clz32(left);
      tried.seen |= 1 << room;
      const there = this.cell[slot * this.rooms + room];
      if (!this.#augment(there, slot, tried)) continue;
      this.cell[slot * this.rooms + room] = e;
      this.roomOf[e] = room;
      return true;
    }
    return false;
  }

  #seat(e, slot, room) {
    this.cell[slot * this.rooms + room] = e;
    this.roomOf[e] = room;
    this.freeIn[slot] &= ~(1 << room);
  }

  leaveRoom(e, slot) {
    const room = this.roomOf[e];
    this.cell[slot * this.rooms + room] = NONE;
    this.freeIn[slot] |= 1 << room;
    this.roomOf[e] = NONE;
  }

  /** What it changes in the cost when the event's students get, or lose, this slot. */
  flip(e, slot) {
    const { day } = this;
    const list = this.studentsOf[e];
    const d = (slot / SLOTS_A_DAY) | 0;
    const bit = 1 << (slot - d * SLOTS_A_DAY);
    let change = 0;
    for (let i = 0; i < list.length; i++) {
      const at = list[i] + d;
      const before = day[at];
      day[at] = before ^ bit;
      change += costOf[before ^ bit] - costOf[before];
    }
    return change;
  }

  /** What moving the event would change in the cost; nothing is moved. */
  priceOfMove(e, from, to) {
    const { day } = this;
    const list = this.studentsOf[e];
    const [a, b] = [(from / SLOTS_A_DAY) | 0, (to / SLOTS_A_DAY) | 0];
    const off = 1 << (from - a * SLOTS_A_DAY);
    const on = 1 << (to - b * SLOTS_A_DAY);
    let change = 0;
    if (a === b) {
      const both = off | on;
      for (let i = 0; i < list.length; i++) {
        const before = day[list[i] + a];
        change += costOf[before ^ both] - costOf[before];
      }
      return change;
    }
    for (let i = 0; i < list.length; i++) {
      const leaves = day[list[i] + a];
      const comes = day[list[i] + b];
      change += costOf[leaves ^ off] - costOf[leaves] + costOf[comes ^ on] - costOf[comes];
    }
    return change;
  }

  /** Notes that the event is in the slot, or is there no more; rooms and cost are the caller's. */
  note(e, slot, sign) {
    const list = this.neighbours[e];
    const { clashesIn } = this;
    for (let i = 0; i < list.length; i++) clashesIn[list[i] * SLOTS + slot] += sign;
  }

  /** Into a slot without clashes in which there is a room; false when there is none. */
  put(e, slot) {
    if (!this.giveRoom(e, slot)) return false;
    this.slotOf[e] = slot;
    this.cost += this.flip(e, slot);
    this.note(e, slot, 1);
    return true;
  }

  take(e) {
    const slot = this.slotOf[e];
    this.leaveRoom(e, slot);
    this.slotOf[e] = NONE;
    this.cost += this.flip(e, slot);
    this.note(e, slot, -1);
  }
}
