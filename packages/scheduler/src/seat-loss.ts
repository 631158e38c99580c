import { SeatPeople } from './seat-people.ts';
import { SCALE, setWeight, type SlotClass } from './slot-classes.ts';

/** Stands for an area that a session may not have. */
const FORBIDDEN = 2 ** 45;

/** What seating is tried for one set, in people looked at, before {@link SeatLoss.atLeast} has to do. */
const PATIENCE = 20_000;

/** How sessions are spread over areas, and what that loses. */
type Spread = { readonly areas: readonly number[]; readonly loss: number };

/**
 * What a set of sessions can be worth at most when areas have limits of seats: the weights that
 * everybody wants most, less a loss that cannot be avoided, however the set is spread over areas.
 */
export class SeatLoss {
  readonly #class: SlotClass;
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  readonly #who: Int32Array;
  readonly #fewestSeats: number;
  readonly #seating: SeatPeople;

  constructor(slotClass: SlotClass) {
    this.#class = slotClass;
    this.#fewestSeats = slotClass.seats.reduce((least, count) => Math.min(least, count), Infinity);
    this.#first = new Int32Array(slotClass.personCount);
    this.#second = new Int32Array(slotClass.personCount);
    this.#who = new Int32Array(slotClass.personCount);
    this.#seating = new SeatPeople(slotClass.compiled);
  }

  /** The most that people who sit in these sessions, in areas that the sessions may have, add up to. */
  value(set: readonly number[]): number {
    return setWeight(this.#class, set) - this.loss(set);
  }

  /** What {@link value} is less than the weights; 0 or more. The set must find areas. */
  loss(set: readonly number[]): number {
    return this.#needsSeats(set) ? this.#bestSpread(set).loss : 0;
  }

  /**
   * By position in the set the area that it has when {@link loss} is least, where some may have theirs
   * already. The set must find areas; with areas that are taken already it may get some that it may not have.
   */
  bestAreas(set: readonly number[], held: readonly (number | undefined)[] = []): readonly number[] {
    return this.#bestSpread(set, held).areas;
  }

  /**
   * Quickly a part of {@link loss}. If more people want a session above all others than its area
   * seats, the rest of them lose at least what lies between their first and their second choice;
   * those for whom that is least stay without.
   */
  atLeast(set: readonly number[]): number {
    if (!this.#needsSeats(set)) return 0;
    const keen = this.#differences(set);
    if (keen.every((values) => values.length <= this.#fewestSeats)) return 0;
    return leastSpread(this.#losses(set, keen)).loss;
  }

  /** Whether some session of the set may find fewer seats than people who care for it. */
  #needsSeats(set: readonly number[]): boolean {
    const { seatsBind, start } = this.#class;
    return seatsBind && set.some((i) => start[i + 1]! - start[i]! > this.#fewestSeats);
  }

  /**
   * Branch and bound over who gets which area: a spread loses at least what {@link atLeast} says of
   * its areas, and what it does lose comes out when people are seated. When that takes too long, the
   * loss is that of `atLeast`, which is less or the same.
   */
  #bestSpread(set: readonly number[], held: readonly (number | undefined)[] = []): Spread {
    const weight = setWeight(this.#class, set);
    const losses = this.#losses(set, this.#differences(set));
    held.forEach((area, i) => {
      if (area !== undefined) losses[i] = losses[i]!.map((loss, a) => (a === area ? loss : FORBIDDEN));
    });
    const least = leastSpread(losses);
    // Who has been in another run leaves a seat to others, so that what a slot by itself would seat is no limit.
    if (this.#class.compiled.hasRuns) return least;
    let best: Spread = { areas: least.areas, loss: weight - this.#seated(set, least.areas) };
    let patience = PATIENCE;
    const rest = losses.map((row) => Math.min(...row)); // what a session and those behind it lose at least
    for (let i = rest.length - 2; i >= 0; i--) rest[i]! += rest[i + 1]!;
    const areas: number[] = [];
    const spread = (loss: number): void => {
      const i = areas.length;
      if (i === set.length) {
        patience -= this.#class.personCount;
        const seated = weight - this.#seated(set, areas);
        if (seated < best.loss) best = { areas: [...areas], loss: seated };
        return;
      }
      patience--;
      for (const area of this.#class.areas[set[i]!]!) {
        const more = loss + losses[i]![area]!;
        if (patience < 0 || best.loss === least.loss) return;
        if (areas.includes(area) || more + (rest[i + 1] ?? 0) >= best.loss) continue;
        areas.push(area);
        spread(more);
        areas.pop();
      }
    };
    spread(0);
    return patience < 0 ? { areas: best.areas, loss: least.loss } : best;
  }

  /** What people who sit add up to. */
  #seated(set: readonly number[], areas: readonly number[]): number {
    const { slots, sessions, seats } = this.#class;
    const order = [...set.keys()].sort((a, b) => set[a]! - set[b]!);
    const rising = Int32Array.from(order, (i) => sessions[set[i]!]!);
    const limits = Int32Array.from(order, (i) => seats[areas[i]!]!);
    return this.#seating.value(slots[0]!, rising, limits, set.length) * SCALE;
  }

  /** By position in the set and by area: what those lose at least who find no seat. Sorts `keen`. */
  #losses(set: readonly number[], keen: readonly number[][]): Float64Array[] {
    const { areas, seats } = this.#class;
    return keen.map((values, i) => {
      const sums = sumsOfSmallest(values);
      const row = new Float64Array(seats.length).fill(FORBIDDEN);
      for (const area of areas[set[i]!]!) row[area] = sums[Math.max(0, values.length - seats[area]!)]!;
      return row;
    });
  }

  /** By position in the set: how much more than any other session it is to those who want it most. */
  #differences(set: readonly number[]): number[][] {
    const { start, person, weight } = this.#class;
    const first = this.#first.fill(0);
    const second = this.#second.fill(0);
    const who = this.#who.fill(-1);
    set.forEach((session, i) => {
      for (let e = start[session]!; e < start[session + 1]!; e++) {
        const p = person[e]!;
        const w = weight[e]!;
        if (w > first[p]!) {
          second[p] = first[p]!;
          first[p] = w;
          who[p] = i;
        } else if (w > second[p]!) second[p] = w;
      }
    });
    const differences = set.map((): number[] => []);
    for (let p = 0; p < who.length; p++) {
      if (first[p]! > second[p]!) differences[who[p]!]!.push(first[p]! - second[p]!);
    }
    return differences;
  }
}

/** At k the sum of the k smallest. */
function sumsOfSmallest(values: number[]): Float64Array {
  values.sort((a, b) => a - b);
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, k) => (sums[k + 1] = sums[k]! + value));
  return sums;
}

/**
 * By row a column of its own, so that their costs add up to least, and that sum. There are at least as many columns
 * as rows. The Hungarian method with shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
 */
function leastSpread(costs: readonly Float64Array[]): Spread {
  const columns = costs[0]?.length ?? 0;
  if (costs.length > columns) throw new RangeError(`${costs.length} sessions, but only ${columns} areas`);
  const rowPrice = new Float64Array(costs.length);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1).fill(-1);
  for (let row = 0; row < costs.length; row++) {
    // The last column is only the door through which the row comes in.
    rowOf[columns] = row;
    const distance = new Float64Array(columns).fill(Infinity);
    const before = new Int32Array(columns).fill(columns);
    const done = new Uint8Array(columns + 1);
    let column = columns;
    while (rowOf[column] !== -1) {
      done[column] = 1;
      const r = rowOf[column]!;
      let nearest = -1;
      for (let j = 0; j < columns; j++) {
        if (done[j] === 1) continue;
        const reduced = costs[r]![j]! - rowPrice[r]! - columnPrice[j]!;
        if (reduced < distance[j]!) {
          distance[j] = reduced;
          before[j] = column;
        }
        if (nearest === -1 || distance[j]! < distance[nearest]!) nearest = j;
      }
      const delta = distance[nearest]!;
      for (let j = 0; j <= columns; j++) {
        if (done[j] === 1) {
          rowPrice[rowOf[j]!] = rowPrice[rowOf[j]!]! + delta;
          columnPrice[j] = columnPrice[j]! - delta;
        } else if (j < columns) distance[j] = distance[j]! - delta;
      }
      column = nearest;
    }
    for (; column !== columns; column = before[column]!) rowOf[column] = rowOf[before[column]!]!;
  }
  const areas = costs.map(() => -1);
  for (let j = 0; j < columns; j++) if (rowOf[j] !== -1) areas[rowOf[j]!] = j;
  return { areas, loss: areas.reduce((sum, area, row) => sum + costs[row]![area]!, 0) };
}
