import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import {
  coveredSlots,
  occupy,
  occupySlot,
  type Entry,
  type Occupancy,
  type SlotOccupancy,
} from './occupancy.ts';
import type { Placement, Problem } from './problem.ts';
import { findAreaRefusals, findRefusals, findSlotRefusals, type Refusal } from './refusals.ts';
import { peopleWithoutSeat } from './score.ts';
import { SeatSchedule } from './seat-schedule.ts';

export type Cell = { readonly slot: string; readonly area: string };

export type MoveWish = {
  readonly session: string;
  /** Where it shall start; null: take it off the schedule. */
  readonly to: Cell | null;
  /** A session that takes the cell this one leaves, or becomes unplaced when this one has none. */
  readonly swapWith?: string | undefined;
};

/** People whose served interest changes, and by how much in all. */
export type Affected = { readonly people: number; readonly interest: number };

export type MovePrice =
  | {
      readonly ok: true;
      /** Change of the schedule's `served`. */
      readonly served: number;
      /** Change of the schedule's `placed`. */
      readonly placed: number;
      readonly gained: Affected;
      readonly lost: Affected;
      /** Change of the schedule's `seatsShort`. */
      readonly seatsShort: number;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

export type CellPrice = Cell & { readonly price: MovePrice };

/**
 * What a move would change, exactly, or why hard rules forbid it. Only the sessions that move are
 * judged: a rule that others break already is no reason to refuse. A session may stay where it is
 * (price 0), and a cell that is taken can only be had by swapping. Throws a RangeError for unknown ids.
 */
export function priceMove(problem: Problem, placements: readonly Placement[], move: MoveWish): MovePrice {
  const pricing = startPricing(problem, placements);
  const { compiled, occupancy } = pricing;
  const session = find(compiled.sessionIndex, 'session', move.session);
  const now = entryOf(occupancy, session);
  const wish = move.to && {
    start: find(compiled.slotIndex, 'slot', move.to.slot),
    area: find(compiled.areaIndex, 'area', move.to.area),
  };
  const changes: Change[] = [
    { session, now, next: wish && makeEntry(compiled, session, wish.start, wish.area) },
  ];
  if (move.swapWith !== undefined) {
    const other = find(compiled.sessionIndex, 'session', move.swapWith);
    if (other === session) throw new RangeError(`session "${move.swapWith}" cannot swap with itself`);
    changes.push({
      session: other,
      now: entryOf(occupancy, other),
      next: now ? makeEntry(compiled, other, now.start, now.area) : null,
    });
  }
  return priceChanges(pricing, changes);
}

/** The price of one session in every cell, slot by slot and area by area, in the problem's order. */
export function priceAllCells(
  problem: Problem,
  placements: readonly Placement[],
  sessionId: string,
): readonly CellPrice[] {
  const pricing = startPricing(problem, placements);
  const { compiled, occupancy } = pricing;
  const session = find(compiled.sessionIndex, 'session', sessionId);
  const now = entryOf(occupancy, session);
  const others = occupancy.entries.filter((entry) => entry.session !== session);
  return problem.slots.flatMap((slot, start) => {
    const inSlot = findSlotRefusals(compiled, others, session, start);
    const bySeats = new Map<number, MovePrice>(); // areas of a slot that seat as many of its people cost the same
    return problem.areas.map((area, a): CellPrice => {
      const refusals = [...inSlot, ...findAreaRefusals(compiled, others, session, start, a)];
      if (refusals.length > 0) return { slot: slot.id, area: area.id, price: { ok: false, refusals } };
      const seats = Math.min(compiled.seats[a]!, audienceOf(compiled, session));
      const changes = [{ session, now, next: makeEntry(compiled, session, start, a) }];
      const price = bySeats.get(seats) ?? weigh(pricing, changes);
      bySeats.set(seats, price);
      return { slot: slot.id, area: area.id, price };
    });
  });
}

export type SwapPrice = { readonly session: string; readonly price: MovePrice };

/** What changing places with each other placed session would do; one without a place takes the other's. */
export function priceAllSwaps(
  problem: Problem,
  placements: readonly Placement[],
  sessionId: string,
): readonly SwapPrice[] {
  const pricing = startPricing(problem, placements);
  const { compiled, occupancy } = pricing;
  const session = find(compiled.sessionIndex, 'session', sessionId);
  const now = entryOf(occupancy, session);
  return occupancy.entries
    .filter((other) => other.session !== session)
    .map((other) => ({
      session: problem.sessions[other.session]!.id,
      price: priceChanges(pricing, [
        { session, now, next: makeEntry(compiled, session, other.start, other.area) },
        {
          session: other.session,
          now: other,
          next: now ? makeEntry(compiled, other.session, now.start, now.area) : null,
        },
      ]),
    }));
}

type Change = { readonly session: number; readonly now: Entry | null; readonly next: Entry | null };

type Pricing = {
  readonly compiled: CompiledProblem;
  readonly occupancy: Occupancy;
  readonly seating: SeatSchedule;
  /** By slot what runs there, and who sits as things are, worked out when first asked for. */
  readonly running: readonly (readonly Entry[])[];
  readonly seated: (Seated | undefined)[];
  /** Per person the change in what they are served; zero between two prices. */
  readonly change: Float64Array;
};

/** Of one slot, or of those that hold runs together: what each person gets, and how many find no seat in their first choice. */
type Seated = { readonly weights: Float64Array; readonly short: number };

function startPricing(problem: Problem, placements: readonly Placement[]): Pricing {
  const compiled = compileProblem(problem);
  const occupancy = occupy(compiled, placements);
  const running = problem.slots.map((_, t) => occupancy.entries.filter((entry) => covers(entry, t)));
  return {
    compiled,
    occupancy,
    seating: new SeatSchedule(compiled),
    running,
    seated: Array.from({ length: compiled.slotCount }),
    change: new Float64Array(compiled.personCount),
  };
}

function covers({ start, length }: Entry, slot: number): boolean {
  return start <= slot && slot < start + length;
}

function priceChanges(pricing: Pricing, changes: readonly Change[]): MovePrice {
  const { compiled, occupancy } = pricing;
  const moving = new Set(changes.map((change) => change.session));
  const after = occupancy.entries.filter((entry) => !moving.has(entry.session));
  for (const { next } of changes) if (next) after.push(next);

  const refusals = changes.flatMap((change, i) => {
    const reasons = refusalsOf(compiled, after, change);
    const of = compiled.problem.sessions[change.session]!.id;
    return i === 0 ? reasons : reasons.map((refusal) => ({ ...refusal, of }));
  });
  return refusals.length > 0 ? { ok: false, refusals } : weigh(pricing, changes);
}

function refusalsOf(compiled: CompiledProblem, after: readonly Entry[], change: Change): Refusal[] {
  const { session, next } = change;
  if (next === null) return compiled.pinned[session] === 1 ? [{ kind: 'pinned' }] : [];
  const others = after.filter((entry) => entry.session !== session);
  return findRefusals(compiled, others, session, next.start, next.area);
}

/** The price of changes that no rule forbids. */
function weigh(pricing: Pricing, changes: readonly Change[]): MovePrice {
  let placed = 0;
  for (const { session, now, next } of changes) {
    const priority = pricing.compiled.problem.sessions[session]!.priority ?? 1;
    if (now === null && next !== null) placed += priority;
    if (now !== null && next === null) placed -= priority;
  }
  return { ok: true, placed, ...weighSlots(pricing, changes) };
}

function touchedSlots(changes: readonly Change[]): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const { now, next } of changes) {
    for (const entry of [now, next]) {
      for (let k = 0; k < (entry?.length ?? 0); k++) slots.add(entry!.start + k);
    }
  }
  return slots;
}

function weighSlots(
  pricing: Pricing,
  changes: readonly Change[],
): { served: number; gained: Affected; lost: Affected; seatsShort: number } {
  const { compiled, running, seating, change } = pricing;
  const moving = new Set(changes.map(({ session }) => session));
  let seatsShort = 0;
  for (const slots of slotsTogether(pricing, changes)) {
    const before = seatedIn(pricing, slots);
    const then = slots.map((t) => {
      const entries = running[t]!.filter((entry) => !moving.has(entry.session));
      for (const { next } of changes) if (next && covers(next, t)) entries.push(next);
      return occupySlot(compiled, t, entries);
    });
    for (let p = 0; p < change.length; p++) change[p] = change[p]! - before.weights[p]!;
    seating.value(then, (person, _, weight) => {
      change[person] = change[person]! + weight;
    });
    seatsShort += shortIn(pricing, then) - before.short;
  }
  const [gained, lost] = [
    { people: 0, interest: 0 },
    { people: 0, interest: 0 },
  ];
  for (const value of change) {
    if (value === 0) continue;
    const affected = value > 0 ? gained : lost;
    affected.people++;
    affected.interest += Math.abs(value);
  }
  change.fill(0);
  return { served: gained.interest - lost.interest, gained, lost, seatsShort };
}

/** The slots that change, each by itself, or together with all that hold runs of sessions when it may meet one. */
function slotsTogether(
  { compiled, running }: Pricing,
  changes: readonly Change[],
): readonly (readonly number[])[] {
  const touched = [...touchedSlots(changes)];
  const isRun = ({ session }: { readonly session: number }): boolean => compiled.isRun[session] === 1;
  if (!compiled.hasRuns || !(changes.some(isRun) || touched.some((t) => running[t]!.some(isRun)))) {
    return touched.map((t) => [t]);
  }
  const holding = running.flatMap((entries, t) => (entries.some(isRun) ? [t] : []));
  return [[...new Set([...holding, ...touched])]];
}

function seatedIn(pricing: Pricing, slots: readonly number[]): Seated {
  const [slot] = slots;
  const known = slots.length === 1 ? pricing.seated[slot!] : undefined;
  if (known) return known;
  const { compiled, occupancy, seating } = pricing;
  const now = slots.map((t) => occupancy.slots[t]!);
  const weights = new Float64Array(compiled.personCount);
  seating.value(now, (person, _, weight) => {
    weights[person] = weights[person]! + weight;
  });
  const seated = { weights, short: shortIn(pricing, now) };
  if (slots.length === 1) pricing.seated[slot!] = seated;
  return seated;
}

function shortIn({ compiled, seating }: Pricing, slots: readonly SlotOccupancy[]): number {
  const allFit = slots.every(({ sessions, seats }) =>
    sessions.every((session, i) => audienceOf(compiled, session) <= seats[i]!),
  );
  return allFit ? 0 : peopleWithoutSeat(seating, slots);
}

/** How many want or lead a session. */
function audienceOf({ audienceStart, kindCount }: CompiledProblem, session: number): number {
  return audienceStart[(session + 1) * kindCount]! - audienceStart[session * kindCount]!;
}

function entryOf(occupancy: Occupancy, session: number): Entry | null {
  return occupancy.entries.find((entry) => entry.session === session) ?? null;
}

function makeEntry(compiled: CompiledProblem, session: number, start: number, area: number): Entry {
  return { session, start, area, length: coveredSlots(compiled, session, start) };
}
