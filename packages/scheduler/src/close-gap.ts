import type { Supply } from './master.ts';
import type { SetPricer } from './price-sets.ts';
import { localPrices, type PricedBound } from './priced-bounds.ts';

/** More sets than this are not worth choosing among. */
const MOST_SETS = 60_000;
/** Work after which the choice is given up. */
const MOST_WORK = 400_000_000;

/** About what it takes to accept a choice or not, as work. */
const JUDGING = 200_000;

export type ChosenSet = { readonly slotClass: number; readonly sessions: readonly number[] };

export type Closing = {
  /** Whether everything was looked at; if not, the other fields say nothing. */
  readonly complete: boolean;
  /** What the best choice that was accepted is worth, if that is at least `target`. */
  readonly value: number | undefined;
  /** Sets that make it. */
  readonly chosen: readonly ChosenSet[];
};

type Candidate = ChosenSet & {
  /** What using it costs against the bound. */
  readonly cost: number;
};

/**
 * Looks for a choice of sets that is worth `target` or more, among those that `accepts` takes. A
 * choice is worth the bound less the reduced costs of its sets less the prices of what it leaves out.
 * So only sets matter whose reduced cost is at most the distance to the target, and they are few when
 * that is small (Baldacci, Christofides and Mingozzi, An exact algorithm for the vehicle routing
 * problem based on the set partitioning formulation, 2008). All of them are listed; then sessions are
 * covered one after the other, those with the fewest sets first (Knuth, Dancing links, 2000), while
 * the distance lasts. Long sessions are taken as often as they are long, or not at all. In integers,
 * so that "none" is a proof.
 */
export function* closeGap(
  pricers: readonly SetPricer[],
  supply: Supply,
  bound: PricedBound,
  target: number,
  step: number,
  accepts: (chosen: readonly ChosenSet[]) => boolean,
): Generator<number, Closing> {
  const candidates = yield* listCandidates(pricers, bound, bound.total - target);
  if (!candidates) return { complete: false, value: undefined, chosen: [] };
  const choice = new Choice(supply, bound, target, step, accepts);
  yield* choice.cover(candidates, 0);
  return { complete: choice.work <= MOST_WORK, value: choice.value, chosen: choice.best };
}

/** Every set that costs at most `distance`, the cheapest first; undefined when there are too many. */
function* listCandidates(
  pricers: readonly SetPricer[],
  { prices, uppers }: PricedBound,
  distance: number,
): Generator<number, Candidate[] | undefined> {
  const found: Candidate[] = [];
  for (const [c, pricer] of pricers.entries()) {
    const { sessions } = pricer.slotClass;
    const upper = uppers[c]!;
    if (upper <= distance) found.push({ slotClass: c, sessions: [], cost: upper });
    const local = localPrices(pricer.slotClass, prices);
    const listing = pricer.collect(local, upper - distance - 1, (set, value) => {
      if (found.length > MOST_SETS) return;
      found.push({ slotClass: c, sessions: set.map((i) => sessions[i]!), cost: upper - value });
    });
    let work = 0;
    for (const done of listing) {
      yield done;
      work += done;
      if (found.length > MOST_SETS || work > MOST_WORK) return undefined;
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

class Choice {
  value: number | undefined;
  best: readonly ChosenSet[] = [];
  work = 0;
  readonly #prices: Float64Array;
  readonly #total: number;
  readonly #step: number;
  /** What sets and left out sessions may cost together. */
  #distance: number;
  readonly #supply: Supply;
  readonly #need: Int32Array;
  readonly #slots: Int32Array;
  readonly #chosen: ChosenSet[] = [];
  readonly #accepts: (chosen: readonly ChosenSet[]) => boolean;

  constructor(
    supply: Supply,
    { prices, total }: PricedBound,
    target: number,
    step: number,
    accepts: (chosen: readonly ChosenSet[]) => boolean,
  ) {
    this.#accepts = accepts;
    this.#prices = prices;
    this.#total = total;
    this.#step = step;
    this.#distance = total - target;
    this.#supply = supply;
    this.#need = Int32Array.from(supply.sessions);
    this.#slots = Int32Array.from(supply.classes);
  }

  /** Tries to go on with sets of `candidates` after spending `cost`. */
  *cover(candidates: readonly Candidate[], cost: number): Generator<number, void> {
    this.work += candidates.length + this.#need.length;
    if (this.work > MOST_WORK) return;
    yield candidates.length + this.#need.length;
    const affordable = this.#affordable(candidates, cost);
    if (!affordable) return;
    const session = this.#hardestSession(affordable);
    if (session === undefined) yield* this.#fillSlots(affordable, cost);
    else {
      for (const set of affordable) {
        if (set.sessions.includes(session)) yield* this.#take(set, affordable, cost);
      }
      if (this.#isBegun(session)) return;
      // Or it stays out, as often as it is still due.
      const due = this.#need[session]!;
      this.#need[session] = 0;
      const without = affordable.filter(({ sessions }) => !sessions.includes(session));
      yield* this.cover(without, cost + due * this.#prices[session]!);
      this.#need[session] = due;
    }
  }

  *#take(set: Candidate, candidates: readonly Candidate[], cost: number): Generator<number, void> {
    const need = this.#need;
    this.#slots[set.slotClass]!--;
    for (const s of set.sessions) need[s]!--;
    this.#chosen.push(set);
    const left = candidates.filter(
      ({ slotClass, sessions }) => this.#slots[slotClass]! > 0 && sessions.every((s) => need[s]! > 0),
    );
    yield* this.cover(left, cost + set.cost);
    this.#chosen.pop();
    for (const s of set.sessions) need[s]!++;
    this.#slots[set.slotClass]!++;
  }

  /** Candidates that leave enough for the cheapest in every other slot; undefined when slots stay empty. */
  #affordable(candidates: readonly Candidate[], cost: number): readonly Candidate[] | undefined {
    let least = cost;
    const cheapest: number[] = [];
    for (const [c, left] of this.#slots.entries()) {
      if (left === 0) continue;
      const first = candidates.find(({ slotClass }) => slotClass === c);
      if (!first) return undefined;
      cheapest[c] = first.cost;
      least += left * first.cost;
    }
    if (least > this.#distance) return undefined;
    return candidates.filter(
      ({ slotClass, cost: own }) => least - cheapest[slotClass]! + own <= this.#distance,
    );
  }

  /** Whether it was taken already, and has to be taken as often as it is long. */
  #isBegun(session: number): boolean {
    const { whole, sessions } = this.#supply;
    return whole[session]! && this.#need[session]! < sessions[session]!;
  }

  /** The due session with the fewest sets among those that cannot be left out, or else the dearest. */
  #hardestSession(candidates: readonly Candidate[]): number | undefined {
    const count = new Int32Array(this.#need.length);
    for (const { sessions } of candidates) for (const s of sessions) count[s]!++;
    let hardest: number | undefined;
    let dearest: number | undefined;
    for (let s = 0; s < count.length; s++) {
      if (this.#need[s] === 0) continue;
      const begun = this.#isBegun(s);
      if (this.#prices[s] === 0 && !begun) continue;
      if (this.#prices[s]! > this.#distance || begun) {
        if (hardest === undefined || count[s]! < count[hardest]!) hardest = s;
      } else if (dearest === undefined || this.#prices[s]! > this.#prices[dearest]!) dearest = s;
    }
    return hardest ?? dearest;
  }

  /** Nothing with a price is due any more: what remains is to fill slots. */
  *#fillSlots(candidates: readonly Candidate[], cost: number): Generator<number, void> {
    const slotClass = this.#slots.findIndex((left) => left > 0);
    if (slotClass === -1) {
      this.work += JUDGING;
      yield JUDGING;
      if (!this.#accepts(this.#chosen)) return;
      this.value = this.#total - cost;
      this.best = [...this.#chosen];
      this.#distance = cost - this.#step;
      return;
    }
    for (const set of candidates) if (set.slotClass === slotClass) yield* this.#take(set, candidates, cost);
  }
}
