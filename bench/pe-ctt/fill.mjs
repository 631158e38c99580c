// A place for every event before anything is made nicer: events without one push out what is in their way, and may not
// come back at once. After the partial colourings with tabu of Blöchliger and Zufferey (2008), with weights that learn.
import { SLOTS } from './instance.mjs';
import { NONE } from './timetable.mjs';

/** An event that was pushed out of a slot stays away from it for so many steps, and some more by chance. */
const AWAY = 3;
const AWAY_MORE = 5;
/** What being pushed out adds to the trouble of an event; ten times as much, and 9 and 10 got stuck. */
const MORE_TROUBLE = 0.01;
/** So many of those without a place are looked at in a step. */
const LOOKED_AT = 12;

/** Goes on until every event has a place or `isOver()`. */
export function fill(timetable, random, isOver) {
  const { events } = timetable;
  const waiting = [...Array.from({ length: events }).keys()].filter((e) => timetable.slotOf[e] === NONE);
  const trouble = new Float64Array(events).fill(1);
  const awayUntil = new Float64Array(events * SLOTS);
  for (let step = 0; waiting.length > 0; step++) {
    if (step % 64 === 0 && isOver()) break;
    const choice = cheapest(timetable, waiting, trouble, awayUntil, step, random);
    if (!choice) continue;
    const { at, slot } = choice;
    const e = waiting[at];
    const out = inTheWay(timetable, e, slot);
    for (const f of out) timetable.take(f);
    while (!timetable.put(e, slot)) {
      const f = anybodyInItsRooms(timetable, e, slot, random);
      timetable.take(f);
      out.push(f);
    }
    waiting[at] = waiting.at(-1);
    waiting.pop();
    for (const f of out) {
      trouble[f] += MORE_TROUBLE;
      awayUntil[f * SLOTS + slot] = step + AWAY + random.below(AWAY_MORE) + waiting.length;
      waiting.push(f);
    }
  }
}

/** Of all events without a place, or some of them where they are many, and all slots: what pushes out least trouble. */
function cheapest(timetable, waiting, trouble, awayUntil, step, random) {
  let best;
  let least = Infinity;
  let ties = 0;
  const looked = Math.min(waiting.length, LOOKED_AT);
  const from = random.below(waiting.length);
  for (let n = 0; n < looked; n++) {
    const at = (from + n) % waiting.length;
    const e = waiting[at];
    for (const slot of timetable.slotsFor[e]) {
      if (awayUntil[e * SLOTS + slot] > step) continue;
      const price = priceOf(timetable, e, slot, trouble, least);
      if (price > least) continue;
      ties = price < least ? 1 : ties + 1;
      least = price;
      if (ties === 1 || random.below(ties) === 0) best = { at, slot };
    }
  }
  return best;
}

function priceOf(timetable, e, slot, trouble, most) {
  let price = 0;
  let freed = timetable.freeIn[slot];
  const { rooms, cell, clash, events } = timetable;
  if (timetable.clashesIn[e * SLOTS + slot] > 0)
    for (let room = 0; room < rooms; room++) {
      const f = cell[slot * rooms + room];
      if (f === NONE || clash[e * events + f] === 0) continue;
      price += trouble[f];
      freed |= 1 << room;
      if (price > most) return price;
    }
  for (const f of timetable.later[e])
    if (timetable.slotOf[f] !== NONE && timetable.slotOf[f] <= slot) price += trouble[f];
  for (const f of timetable.earlier[e]) if (timetable.slotOf[f] >= slot) price += trouble[f];
  // Others may change rooms, so a free room that does not suit is worth half a place.
  if ((freed & timetable.roomsFor[e]) === 0) price += freed === 0 ? 1 : 0.5;
  return price;
}

function inTheWay(timetable, e, slot) {
  const { rooms, cell, clash, events, slotOf } = timetable;
  const out = new Set();
  for (let room = 0; room < rooms; room++) {
    const f = cell[slot * rooms + room];
    if (f !== NONE && clash[e * events + f] === 1) out.add(f);
  }
  for (const f of timetable.later[e]) if (slotOf[f] !== NONE && slotOf[f] <= slot) out.add(f);
  for (const f of timetable.earlier[e]) if (slotOf[f] >= slot) out.add(f);
  return [...out];
}

function anybodyInItsRooms(timetable, e, slot, random) {
  const there = [];
  for (let room = 0; room < timetable.rooms; room++)
    if ((timetable.roomsFor[e] >> room) & 1) there.push(timetable.cell[slot * timetable.rooms + room]);
  return there[random.below(there.length)];
}
