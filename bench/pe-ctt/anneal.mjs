// Post-enrolment course timetabling: first a place for every event, then annealing among timetables without a broken rule.
// From the scheduler's engine: its random numbers, and the losses that it accepts. Moves: an event to another slot, two
// that change places, and chains of those that are in each other's way between two slots (Kempe, as in Lewis and Thompson 2015).
import { acceptableLoss } from '../../packages/scheduler/src/cooling.ts';
import { createRandom } from '../../packages/scheduler/src/random.ts';
import { fill } from './fill.mjs';
import { SLOTS } from './instance.mjs';
import { NONE, Timetable } from './timetable.mjs';

/** Temperatures in units of the soft cost: what matters happens between the first two; the rest is quick. */
const HOT = 30;
const WARM = 1.2;
const COLD = 0.2;
/** How much of the time it takes to get from hot to warm. */
const SLOWLY = 0.95;
/** Chains of more events change too much to be taken. */
const LONGEST_CHAIN = 8;
/** One in so many moves to where there is room takes the place of somebody all the same. */
const TRADE_EVERY = 8;
const STRIDE = 1024;

/**
 * Searches until `shareOf()`, which grows from 0, is 1: the best slot and room of each event, and the share of the time
 * after which all had one.
 */
export function anneal(instance, seed, shareOf) {
  const random = createRandom(seed);
  const timetable = new Timetable(instance);
  fill(timetable, random, () => shareOf() >= 1);
  const filledAt = shareOf();
  const walk = new Walk(timetable, random);
  let best = kept(timetable);
  let moves = 0;
  for (let share = filledAt; share < 1 && best.cost > 0; share = shareOf()) {
    walk.temperature = temperatureAt((share - filledAt) / (1 - filledAt));
    for (let i = 0; i < STRIDE; i++) {
      if (!walk.step() || timetable.cost >= best.cost) continue;
      best = kept(timetable);
      if (best.cost === 0) break;
    }
    moves += STRIDE;
  }
  return { ...best, filledAt, moves };
}

function temperatureAt(share) {
  return share < SLOWLY
    ? HOT * (WARM / HOT) ** (share / SLOWLY)
    : WARM * (COLD / WARM) ** ((share - SLOWLY) / (1 - SLOWLY));
}

function kept({ cost, slotOf, roomOf }) {
  return { cost, slotOf: slotOf.slice(), roomOf: roomOf.slice() };
}

class Walk {
  temperature = 0;
  #timetable;
  #random;
  /** Events that go to the other slot: first those of one slot, then those of the other. */
  #going = [[], []];
  #rooms = [];

  constructor(timetable, random) {
    this.#timetable = timetable;
    this.#random = random;
  }

  /** Tries one move; whether it was made. */
  step() {
    const [timetable, random] = [this.#timetable, this.#random];
    const e = random.below(timetable.events);
    const from = timetable.slotOf[e];
    const slots = timetable.slotsFor[e];
    const to = slots[random.below(slots.length)];
    if (from === NONE || to === from) return false;
    const most = this.temperature * acceptableLoss(random.bits());
    if (timetable.clashesIn[e * SLOTS + to] === 0) {
      if ((timetable.freeIn[to] & timetable.roomsFor[e]) === 0 || random.below(TRADE_EVERY) === 0)
        return this.#trade(e, from, to, most);
      return this.#move(e, from, to, most);
    }
    return this.#chain(e, from, to) && this.#exchange(from, to, most);
  }

  #move(e, from, to, most) {
    const timetable = this.#timetable;
    if (!timetable.inOrder(e, to)) return false;
    const change = timetable.priceOfMove(e, from, to);
    if (change > most) return false;
    timetable.leaveRoom(e, from);
    timetable.giveRoom(e, to); // a room was free
    timetable.slotOf[e] = to;
    timetable.flip(e, from);
    timetable.flip(e, to);
    timetable.note(e, from, -1);
    timetable.note(e, to, 1);
    timetable.cost += change;
    return true;
  }

  /** With any event there that has nothing against the other slot. */
  #trade(e, from, to, most) {
    const timetable = this.#timetable;
    const { rooms, cell, clash, events } = timetable;
    const f = cell[to * rooms + this.#random.below(rooms)];
    this.#going = [[e], []];
    if (f !== NONE) {
      const against = timetable.clashesIn[f * SLOTS + from] - clash[e * events + f];
      if (against > 0 || timetable.allowed[f * SLOTS + from] === 0) return false;
      this.#going[1].push(f);
    }
    return this.#exchange(from, to, most);
  }

  /** All that are in the way of each other when the event changes slots; false when they are too many or may not go. */
  #chain(first, from, to) {
    const { rooms, cell, clash, clashesIn, events, allowed } = this.#timetable;
    const going = [[first], []];
    const slots = [from, to];
    const done = [0, 0];
    for (let side = 0; done[side] < going[side].length;) {
      const other = slots[1 - side];
      while (done[side] < going[side].length) {
        const e = going[side][done[side]++];
        if (clashesIn[e * SLOTS + other] === 0) continue;
        for (let room = 0; room < rooms; room++) {
          const f = cell[other * rooms + room];
          if (f === NONE || clash[e * events + f] === 0 || going[1 - side].includes(f)) continue;
          if (allowed[f * SLOTS + slots[side]] === 0) return false;
          going[1 - side].push(f);
          if (going[0].length + going[1].length > LONGEST_CHAIN) return false;
        }
      }
      side = 1 - side;
    }
    this.#going = going;
    return true;
  }

  #exchange(from, to, most) {
    const timetable = this.#timetable;
    const [out, back] = this.#going;
    if (!this.#keepsOrder(out, back, from, to)) return false;
    let change = 0;
    for (const e of out) change += timetable.flip(e, from) + timetable.flip(e, to);
    for (const f of back) change += timetable.flip(f, to) + timetable.flip(f, from);
    if (change <= most && this.#changeRooms(out, back, from, to)) {
      for (const e of out) this.#noteMove(e, from, to);
      for (const f of back) this.#noteMove(f, to, from);
      timetable.cost += change;
      return true;
    }
    for (const e of out) {
      timetable.flip(e, from);
      timetable.flip(e, to);
    }
    for (const f of back) {
      timetable.flip(f, to);
      timetable.flip(f, from);
    }
    return false;
  }

  #noteMove(e, from, to) {
    const timetable = this.#timetable;
    timetable.slotOf[e] = to;
    timetable.note(e, from, -1);
    timetable.note(e, to, 1);
  }

  #keepsOrder(out, back, from, to) {
    const timetable = this.#timetable;
    const { slotOf } = timetable;
    for (const e of out) slotOf[e] = to;
    for (const f of back) slotOf[f] = from;
    let keeps = true;
    for (let i = 0; keeps && i < out.length; i++) keeps = timetable.inOrder(out[i], to);
    for (let i = 0; keeps && i < back.length; i++) keeps = timetable.inOrder(back[i], from);
    for (const e of out) slotOf[e] = from;
    for (const f of back) slotOf[f] = to;
    return keeps;
  }

  /** Rooms for all who change slots; false, and nothing changed, when there are not enough that suit. */
  #changeRooms(out, back, from, to) {
    const timetable = this.#timetable;
    const { rooms, cell } = timetable;
    const before = this.#rooms;
    for (let room = 0; room < rooms; room++) {
      before[room] = cell[from * rooms + room];
      before[rooms + room] = cell[to * rooms + room];
    }
    for (const e of out) timetable.leaveRoom(e, from);
    for (const f of back) timetable.leaveRoom(f, to);
    if (out.every((e) => timetable.giveRoom(e, to)) && back.every((f) => timetable.giveRoom(f, from)))
      return true;
    timetable.freeIn[from] = timetable.freeIn[to] = (1 << rooms) - 1;
    for (let room = 0; room < rooms; room++) {
      this.#restore(from, room, before[room]);
      this.#restore(to, room, before[rooms + room]);
    }
    return false;
  }

  #restore(slot, room, e) {
    const timetable = this.#timetable;
    timetable.cell[slot * timetable.rooms + room] = e;
    if (e === NONE) return;
    timetable.roomOf[e] = room;
    timetable.freeIn[slot] &= ~(1 << room);
  }
}
