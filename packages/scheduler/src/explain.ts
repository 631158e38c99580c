import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import { describeRefusal } from './describe-refusal.ts';
import { occupy, type Entry } from './occupancy.ts';
import { priceAllCells, type CellPrice } from './price-move.ts';
import type { Placement, Problem, Schedule, Unplaced } from './problem.ts';
import { findAreaRefusals, findSlotRefusals } from './refusals.ts';
import { SeatSchedule } from './seat-schedule.ts';

type Placements = Pick<Schedule, 'placements'>;

/** For each session that is not placed one sentence that says why, in the problem's order. */
export function explainUnplaced(problem: Problem, schedule: Placements): readonly Unplaced[] {
  const compiled = compileProblem(problem);
  const { entries } = occupy(compiled, schedule.placements);
  const placed = new Set(entries.map((entry) => entry.session));
  return problem.sessions.flatMap((session, s) =>
    placed.has(s) ? [] : [{ session: session.id, reason: reasonUnplaced(compiled, entries, s) }],
  );
}

export type PlacementExplanation = {
  readonly session: string;
  /** Null when it is not placed. */
  readonly placement: Placement | null;
  /** Why it sits there, or why it is not placed, in one or two sentences. */
  readonly reason: string;
  /** Sum of the weights of those who sit in it, over its slots. */
  readonly interest: number;
  /** Who sits in it in its first slot, in the problem's order. */
  readonly attendees: readonly { readonly person: string; readonly weight: number }[];
  /** Every other cell, in the problem's order, with what moving there would change or what forbids it. */
  readonly alternatives: readonly CellPrice[];
};

/** Why a session sits where it does, and what each other cell would cost. Throws a RangeError for an unknown id. */
export function explainPlacement(
  problem: Problem,
  schedule: Placements,
  sessionId: string,
): PlacementExplanation {
  const compiled = compileProblem(problem);
  const session = find(compiled.sessionIndex, 'session', sessionId);
  const occupancy = occupy(compiled, schedule.placements);
  const entry = occupancy.entries.find((candidate) => candidate.session === session);
  const cells = priceAllCells(problem, schedule.placements, sessionId);
  if (!entry) {
    const reason = reasonUnplaced(compiled, occupancy.entries, session);
    return { session: sessionId, placement: null, reason, interest: 0, attendees: [], alternatives: cells };
  }
  const slot = problem.slots[entry.start]!.id;
  const area = problem.areas[entry.area]!.id;
  const alternatives = cells.filter((cell) => cell.slot !== slot || cell.area !== area);
  const attendees: { person: string; weight: number }[] = [];
  let interest = 0;
  new SeatSchedule(compiled).value(occupancy.slots, (person, where, weight, t) => {
    if (where !== session) return;
    interest += weight;
    if (t === entry.start) attendees.push({ person: problem.people[person]!.id, weight });
  });
  attendees.sort((a, b) => compiled.personIndex.get(a.person)! - compiled.personIndex.get(b.person)!);
  const placement = { session: sessionId, slot, area };
  const reason = reasonPlaced(problem, placement, attendees.length, interest, alternatives);
  return { session: sessionId, placement, reason, interest, attendees, alternatives };
}

function reasonPlaced(
  problem: Problem,
  { session, slot, area }: Placement,
  people: number,
  interest: number,
  alternatives: readonly CellPrice[],
): string {
  const sits = `${session} is in ${slot}, area ${area}: ${people} ${people === 1 ? 'person attends' : 'people attend'}, interest ${interest}.`;
  if (problem.sessions.find((candidate) => candidate.id === session)?.pin) return `${sits} It is pinned.`;
  let best: { cell: CellPrice; served: number } | undefined;
  for (const cell of alternatives) {
    if (cell.price.ok && (!best || cell.price.served > best.served))
      best = { cell, served: cell.price.served };
  }
  if (!best) return `${sits} No other cell is free and allowed.`;
  const where = `${best.cell.slot}, area ${best.cell.area}`;
  if (best.served > 0) return `${sits} Moving it to ${where} would serve ${best.served} more.`;
  if (best.served === 0) return `${sits} It would serve as much in ${where}, and more in no free cell.`;
  return `${sits} The best other free cell, ${where}, would serve ${-best.served} less.`;
}

/** Says for each slot where the session could start what stands in the way, slots with the same reason together. */
function reasonUnplaced(compiled: CompiledProblem, entries: readonly Entry[], session: number): string {
  const { slots: allowed, pin, needs = [] } = compiled.problem.sessions[session]!;
  if (compiled.areaCount === 0) return 'There are no areas.';
  if (compiled.usable[session]!.length === 0) {
    if (pin?.area !== undefined) return `Area ${pin.area}, where it is pinned, lacks ${quoted(needs)}.`;
    return `No area has ${quoted(needs)}.`;
  }
  const slotsByReason = new Map<string, string[]>();
  compiled.problem.slots.forEach(({ id }, start) => {
    if ((allowed && !allowed.includes(id)) || (pin && pin.slot !== id)) return;
    const refusals = findSlotRefusals(compiled, entries, session, start);
    const reasons =
      refusals.length > 0 ? refusals.map(describeRefusal) : [whyNoArea(compiled, entries, session, start)];
    const reason = [...new Set(reasons)].join(' and ');
    slotsByReason.set(reason, [...(slotsByReason.get(reason) ?? []), id]);
  });
  if (slotsByReason.size === 0) return 'It may start in no slot.';
  const parts = [...slotsByReason].map(([reason, slots]) => `in ${listed(slots)} ${reason}`);
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function whyNoArea(
  compiled: CompiledProblem,
  entries: readonly Entry[],
  session: number,
  start: number,
): string {
  const { areas, sessions } = compiled.problem;
  const { needs = [], pin } = sessions[session]!;
  const usable = [...compiled.usable[session]!];
  const free = usable.find((a) => findAreaRefusals(compiled, entries, session, start, a).length === 0);
  if (free !== undefined) return `area ${areas[free]!.id} would be free`;
  const open = usable.some((a) =>
    findAreaRefusals(compiled, entries, session, start, a).every((refusal) => refusal.kind !== 'area-closed'),
  );
  const which =
    pin?.area !== undefined
      ? `area ${pin.area}`
      : needs.length > 0
        ? `every area with ${quoted(needs)}`
        : 'every area';
  return `${which} is ${open ? 'taken' : 'closed'}${open && someClosed(compiled, usable, start) ? ' or closed' : ''}`;
}

function someClosed(compiled: CompiledProblem, areas: readonly number[], start: number): boolean {
  return areas.some((a) => compiled.closed[start * compiled.areaCount + a] === 1);
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' and ');
}

/** At most four of them by name. */
function listed(slots: readonly string[]): string {
  if (slots.length <= 4) return slots.join(', ');
  return `${slots.slice(0, 3).join(', ')} and ${slots.length - 3} other slots`;
}
