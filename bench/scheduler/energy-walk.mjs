// What Minnestar's tool minimises, written anew from its description, and steps of our own in it. See README.md.
import { acceptableLoss, temperatureShare } from '../../packages/scheduler/src/cooling.ts';

/** The first temperature, as a share of what a wish weighs of somebody who wants everything. */
const HOT = 0.02;

/** Interest counts from 50 on; whoever leads a session wants it. */
export function binaryCrowd({ slots, sessions, people }) {
  const leading = people.map(({ id }) =>
    sessions.flatMap(({ leads = [] }, s) => (leads.includes(id) ? [s] : [])),
  );
  const wanted = people.map(({ interest }, p) =>
    sessions.flatMap(({ id }, s) => ((interest[id] ?? 0) >= 50 || leading[p].includes(s) ? [s] : [])),
  );
  const leads = sessions.map((_, s) => leading.flatMap((list, p) => (list.includes(s) ? [p] : [])));
  return { slotCount: slots.length, sessionCount: sessions.length, wanted, leading, leads };
}

/** One less the mean satisfaction, and one less the mean presenter score times the people. */
export function energy({ slotCount, wanted, leading }, slotOf) {
  const mean = (lists) =>
    lists.reduce((sum, list) => sum + satisfied(slotCount, list, slotOf), 0) / lists.length;
  return 1 - mean(wanted) + (1 - mean(leading)) * wanted.length;
}

/** How satisfied somebody is who wants these sessions, 0 to 1. */
function satisfied(slotCount, list, slotOf) {
  if (list.length === 0) return 1;
  const inSlot = new Int32Array(slotCount);
  for (const s of list) if (slotOf[s] >= 0) inSlot[slotOf[s]]++;
  return inSlot.reduce((sum, k) => sum + share(k), 0) / list.length;
}

/** What so many wanted sessions in a slot are worth. */
function share(k) {
  return (2 * k) / (k + 1);
}

/**
 * Two sessions change places, as the climber's rule values that: with the losses that our search accepts, cooling. Our own
 * objective does not know that a second wanted session in a slot is still worth a third of the first.
 */
export class EnergyWalk {
  best;
  #crowd;
  #random;
  #slotOf;
  #wanting;
  /** By person and slot: how many wanted sessions are there. */
  #count;
  #energy;
  #lowest;

  /** From a schedule with room for `rooms` sessions in a slot; one that has no place gets a free one. */
  constructor(crowd, slotOf, rooms, random) {
    const { slotCount, sessionCount, wanted } = crowd;
    this.#crowd = crowd;
    this.#random = random;
    // What comes after the sessions are empty rooms.
    const filled = [...slotOf, ...Array.from({ length: rooms * slotCount - sessionCount }, () => -1)];
    const free = Array.from({ length: slotCount }, (_, t) => rooms - slotOf.filter((at) => at === t).length);
    this.#slotOf = filled.map((at) => {
      if (at >= 0) return at;
      const slot = free.findIndex((count) => count > 0);
      free[slot]--;
      return slot;
    });
    this.best = this.#slotOf.slice(0, sessionCount);
    this.#lowest = this.#energy = energy(crowd, this.best);
    this.#wanting = filled.map(() => []);
    this.#count = new Int32Array(wanted.length * slotCount);
    wanted.forEach((list, p) => {
      for (const s of list) {
        this.#wanting[s].push(p);
        this.#count[p * slotCount + this.#slotOf[s]]++;
      }
    });
  }

  run(steps, share) {
    const { sessionCount, wanted } = this.#crowd;
    const temperature = (HOT / (wanted.length * sessionCount)) * temperatureShare(share);
    for (let i = 0; i < steps; i++) {
      const a = this.#random.below(sessionCount);
      const b = this.#random.below(this.#slotOf.length);
      const most = temperature * acceptableLoss(this.#random.bits());
      if (this.#slotOf[a] === this.#slotOf[b]) continue;
      const change = this.#exchange(a, b);
      if (change > most) this.#exchange(a, b);
      else this.#energy += change;
      if (this.#energy >= this.#lowest - 1e-12) continue;
      this.#lowest = this.#energy;
      this.best = this.#slotOf.slice(0, sessionCount);
    }
  }

  #exchange(a, b) {
    const [from, to] = [this.#slotOf[a], this.#slotOf[b]];
    const people = this.#crowd.wanted.length;
    const before = this.#leading(a, b);
    const gain = this.#shift(a, from, to) + this.#shift(b, to, from);
    this.#slotOf[a] = to;
    this.#slotOf[b] = from;
    return -gain / people + this.#leading(a, b) - before;
  }

  /** What people gain whose session moves. */
  #shift(session, from, to) {
    const { wanted, slotCount } = this.#crowd;
    let gain = 0;
    for (const p of this.#wanting[session]) {
      const left = --this.#count[p * slotCount + from];
      const there = ++this.#count[p * slotCount + to];
      gain += (share(left) - share(left + 1) + share(there) - share(there - 1)) / wanted[p].length;
    }
    return gain;
  }

  /** The energy of those who lead either session. */
  #leading(a, b) {
    const { leading, slotCount, leads } = this.#crowd;
    const people = new Set([...leads[a], ...(leads[b] ?? [])]);
    let sum = 0;
    for (const p of people) sum += 1 - satisfied(slotCount, leading[p], this.#slotOf);
    return sum;
  }
}
