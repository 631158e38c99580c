// Annealing for post-enrolment course timetabling, with what fits of the scheduler's engine: its random numbers, its
// cooling, hard rules that no move breaks, and events without a place that push others aside.
import { acceptableLoss, temperatureShare } from '../../packages/scheduler/src/cooling.ts';
import { createRandom } from '../../packages/scheduler/src/random.ts';
import { costOfDay, DAYS, SLOTS, SLOTS_A_DAY } from './instance.mjs';

const NONE = -1;
/** A student of an event without a place, in units of the soft cost. */
const MISSING = 4;
/** The first temperature as a share of the mean loss of moves that lose. */
const HOT = 0.3;
/** One in so many moves tries an event without a place, while there are any. */
const INSERT_EVERY = 3;
const STRIDE = 1024;

const costs = Uint8Array.from({ length: 1 << SLOTS_A_DAY }, (_, pattern) =>
  costOfDay(Array.from({ length: SLOTS_A_DAY }, (__, k) => (pattern >> k) & 1)),
);

/** Searches until `shareOf()`, which grows from 0, is 1; returns the best slot and room of each event. */
export function anneal(instance, seed, shareOf) {
  const { events, rooms, students, studentsOf, roomsFor, slotsFor, later } = instance;
  const random = createRandom(seed);
  const clash = clashes(instance);
  const earlier = later.map((_, e) => later.flatMap((list, f) => (list.includes(e) ? [f] : [])));
  const suits = new Uint8Array(events * rooms);
  const allowed = new Uint8Array(events * SLOTS);
  roomsFor.forEach((list, e) => list.forEach((r) => (suits[e * rooms + r] = 1)));
  slotsFor.forEach((list, e) => list.forEach((t) => (allowed[e * SLOTS + t] = 1)));
  const slotOf = new Int32Array(events).fill(NONE);
  const roomOf = new Int32Array(events).fill(NONE);
  const cell = new Int32Array(SLOTS * rooms).fill(NONE);
  /** By student and day: the slots with an event, as bits. */
  const day = new Uint16Array(students * DAYS);
  const waiting = [...Array.from({ length: events }).keys()];
  let cost = MISSING * studentsOf.reduce((sum, list) => sum + list.length, 0);
  let best = { cost, slotOf: slotOf.slice(), roomOf: roomOf.slice() };

  function put(e, slot, room) {
    slotOf[e] = slot;
    roomOf[e] = room;
    cell[slot * rooms + room] = e;
    return flip(e, slot) - MISSING * studentsOf[e].length;
  }
  function take(e) {
    const slot = slotOf[e];
    cell[slot * rooms + roomOf[e]] = NONE;
    slotOf[e] = NONE;
    return flip(e, slot) + MISSING * studentsOf[e].length;
  }
  function flip(e, slot) {
    const list = studentsOf[e];
    const d = Math.floor(slot / SLOTS_A_DAY);
    const bit = 1 << (slot % SLOTS_A_DAY);
    let change = 0;
    for (let i = 0; i < list.length; i++) {
      const at = list[i] * DAYS + d;
      change -= costs[day[at]];
      day[at] ^= bit;
      change += costs[day[at]];
    }
    return change;
  }
  /** Whether nothing in the slot or in order forbids the event there. */
  function agrees(e, slot) {
    for (let r = 0; r < rooms; r++) {
      const other = cell[slot * rooms + r];
      if (other !== NONE && clash[e * events + other] === 1) return false;
    }
    return (
      later[e].every((f) => slotOf[f] === NONE || slotOf[f] > slot) &&
      earlier[e].every((f) => slotOf[f] === NONE || slotOf[f] < slot)
    );
  }
  function freeRoom(e, slot) {
    const list = roomsFor[e];
    const from = random.below(list.length);
    for (let i = 0; i < list.length; i++) {
      const room = list[(from + i) % list.length];
      if (cell[slot * rooms + room] === NONE) return room;
    }
    return NONE;
  }

  /** What a move changes, once it is made; undefined when it cannot be. It is undone by {@link undo}. */
  let undo;
  let inserted = false;
  function tryMove() {
    if (waiting.length > 0 && random.below(INSERT_EVERY) === 0) return insert();
    const e = random.below(events);
    const from = slotOf[e];
    if (from === NONE) return undefined;
    const slot = slotsFor[e][random.below(slotsFor[e].length)];
    if (slot === from) return undefined;
    const room = roomOf[e];
    let change = take(e);
    undo = () => put(e, from, room);
    const to = agrees(e, slot) ? freeRoom(e, slot) : NONE;
    if (to !== NONE) {
      change += put(e, slot, to);
      undo = () => {
        take(e);
        put(e, from, room);
      };
      return change;
    }
    return change + (swap(e, slot, from) ?? NaN);
  }
  /** With the one event that is in the way there, which goes to where this one was. */
  function swap(e, slot, from) {
    let other = NONE;
    for (let r = 0; r < rooms; r++) {
      const there = cell[slot * rooms + r];
      if (there === NONE || clash[e * events + there] === 0) continue;
      if (other !== NONE) return undefined;
      other = there;
    }
    if (other === NONE) other = cell[slot * rooms + roomsFor[e][random.below(roomsFor[e].length)]];
    if (other === NONE || allowed[other * SLOTS + from] === 0) return undefined;
    const its = roomOf[other];
    let change = take(other);
    const back = undo;
    undo = () => {
      put(other, slot, its);
      back();
    };
    const to = agrees(e, slot) ? freeRoom(e, slot) : NONE;
    if (to === NONE) return undefined;
    change += put(e, slot, to);
    const back2 = undo;
    undo = () => {
      take(e);
      back2();
    };
    const home = agrees(other, from) ? freeRoom(other, from) : NONE;
    if (home === NONE) return undefined;
    change += put(other, from, home);
    const back3 = undo;
    undo = () => {
      take(other);
      back3();
    };
    return change;
  }
  /** An event without a place, into a slot from which it pushes what it clashes with. */
  function insert() {
    inserted = true;
    const e = waiting[random.below(waiting.length)];
    const slot = slotsFor[e][random.below(slotsFor[e].length)];
    const out = [];
    for (let r = 0; r < rooms; r++) {
      const there = cell[slot * rooms + r];
      if (there !== NONE && clash[e * events + there] === 1) out.push(there);
    }
    for (const f of later[e]) if (slotOf[f] !== NONE && slotOf[f] <= slot) out.push(f);
    for (const f of earlier[e]) if (slotOf[f] !== NONE && slotOf[f] >= slot) out.push(f);
    if (out.length > 3) return undefined;
    const pushed = [...new Set(out)].map((f) => ({ f, slot: slotOf[f], room: roomOf[f] }));
    let change = 0;
    for (const { f } of pushed) change += take(f);
    let room = freeRoom(e, slot);
    if (room === NONE) {
      room = roomsFor[e][random.below(roomsFor[e].length)];
      const f = cell[slot * rooms + room];
      pushed.push({ f, slot, room });
      change += take(f);
    }
    change += put(e, slot, room);
    undo = () => {
      take(e);
      for (const one of pushed.toReversed()) put(one.f, one.slot, one.room);
    };
    return change;
  }

  function listWaiting() {
    waiting.length = 0;
    for (let e = 0; e < events; e++) if (slotOf[e] === NONE) waiting.push(e);
  }

  const losses = [];
  let heat = 0;
  let moves = 0;
  for (let share = 0; share < 1; share = shareOf()) {
    const temperature = heat * temperatureShare(share);
    for (let i = 0; i < STRIDE; i++) {
      undo = undefined;
      inserted = false;
      const change = tryMove();
      moves++;
      if (change === undefined) continue;
      const most = temperature * acceptableLoss(random.bits());
      if (heat === 0 && change > 0 && change < 50 * MISSING) losses.push(change);
      if (Number.isNaN(change) || change > most) {
        undo();
        continue;
      }
      cost += change;
      if (inserted) listWaiting();
      if (cost >= best.cost) continue;
      best = { cost, slotOf: slotOf.slice(), roomOf: roomOf.slice() };
    }
    if (heat === 0 && losses.length > 2000) {
      heat = (HOT * losses.reduce((sum, loss) => sum + loss, 0)) / losses.length;
    }
    if (best.cost === 0) break;
  }
  return { ...best, moves };
}

function clashes({ events, eventsOf }) {
  const clash = new Uint8Array(events * events);
  for (const list of eventsOf) {
    for (const e of list) for (const f of list) if (e !== f) clash[e * events + f] = 1;
  }
  return clash;
}
