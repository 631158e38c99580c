import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import { coveredSlots, occupy, occupySlot, type Entry, type Occupancy } from './occupancy.ts';
import type { Placement, Problem } from './problem.ts';
import { findRefusals, type Refusal } from './refusals.ts';
import { peopleWithoutSeat } from './score.ts';
import { SeatPeople } from './seat-people.ts';

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
  return problem.slots.flatMap((slot, start) =>
    problem.areas.map((area, a) => ({
      slot: slot.id,
      area: area.id,
      price: priceChanges(pricing, [{ session, now, next: makeEntry(compiled, session, start, a) }]),
    })),
  );
}

type Change = { readonly session: number; readonly now: Entry | null; readonly next: Entry | null };

type Pricing = {
  readonly compiled: CompiledProblem;
  readonly occupancy: Occupancy;
  readonly seating: SeatPeople;
  /** Per person the change in what they are served; zero between two prices. */
  readonly change: Float64Array;
};

function startPricing(problem: Problem, placements: readonly Placement[]): Pricing {
  const compiled = compileProblem(problem);
  return {
    compiled,
    occupancy: occupy(compiled, placements),
    seating: new SeatPeople(compiled),
    change: new Float64Array(compiled.personCount),
  };
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
  if (refusals.length > 0) return { ok: false, refusals };

  let placed = 0;
  for (const { session, now, next } of changes) {
    const priority = compiled.problem.sessions[session]!.priority ?? 1;
    if (now === null && next !== null) placed += priority;
    if (now !== null && next === null) placed -= priority;
  }
  return { ok: true, placed, ...weighSlots(pricing, touchedSlots(changes), after) };
}

function refusalsOf(compiled: CompiledProblem, after: readonly Entry[], change: Change): Refusal[] {
  const { session, next } = change;
  if (next === null) return compiled.pinned[session] === 1 ? [{ kind: 'pinned' }] : [];
  const others = after.filter((entry) => entry.session !== session);
  return findRefusals(compiled, others, session, next.start, next.area);
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
  { compiled, occupancy, seating, change }: Pricing,
  slots: ReadonlySet<number>,
  after: readonly Entry[],
): { served: number; gained: Affected; lost: Affected; seatsShort: number } {
  let seatsShort = 0;
  for (const t of slots) {
    const before = occupancy.slots[t]!;
    const running = after.filter((entry) => entry.start <= t && t < entry.start + entry.length);
    const then = occupySlot(compiled, running);
    seating.value(t, before.sessions, before.seats, before.sessions.length, (person, _, weight) => {
      change[person] = change[person]! - weight;
    });
    seating.value(t, then.sessions, then.seats, then.sessions.length, (person, _, weight) => {
      change[person] = change[person]! + weight;
    });
    seatsShort += peopleWithoutSeat(seating, then, t) - peopleWithoutSeat(seating, before, t);
  }
  const gains = change.filter((value) => value > 0);
  const losses = change.filter((value) => value < 0);
  change.fill(0);
  const gained = { people: gains.length, interest: gains.reduce((sum, value) => sum + value, 0) };
  const lost = { people: losses.length, interest: losses.reduce((sum, value) => sum - value, 0) };
  return { served: gained.interest - lost.interest, gained, lost, seatsShort };
}

function entryOf(occupancy: Occupancy, session: number): Entry | null {
  return occupancy.entries.find((entry) => entry.session === session) ?? null;
}

function makeEntry(compiled: CompiledProblem, session: number, start: number, area: number): Entry {
  return { session, start, area, length: coveredSlots(compiled, session, start) };
}
