import { countComforts, fairnessOf, weighComforts, weightsOf } from './comfort.ts';
import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { occupy, type Occupancy, type SlotOccupancy } from './occupancy.ts';
import { possiblePerPerson } from './possible.ts';
import type { Placement, Problem, Schedule, Score } from './problem.ts';
import type { Running } from './seat-runs.ts';
import { SeatSchedule } from './seat-schedule.ts';
import { findViolations } from './violations.ts';

/**
 * What a schedule is worth, level by level; see {@link Score} for the numbers and the README for the
 * rules. Works for any schedule, also one that breaks hard rules. Placements that name unknown ids,
 * and second placements of a session, are violations and otherwise ignored.
 */
export function scoreSchedule(problem: Problem, schedule: Pick<Schedule, 'placements'>): Score {
  const compiled = compileProblem(problem);
  const occupancy = occupy(compiled, schedule.placements);
  const violations = findViolations(compiled, schedule.placements, occupancy);
  const got = new Float64Array(compiled.personCount);
  const seating = new SeatSchedule(compiled);
  const served = seating.value(occupancy.slots, (person, _, weight) => {
    got[person] = got[person]! + weight;
  });
  const possible = possiblePerPerson(compiled);
  const weights = weightsOf(problem);
  const comforts = weights && countComforts(compiled, occupancy, got, possible);
  return {
    hard: violations.length,
    placed: placedPriority(problem, compiled, occupancy),
    served,
    ...(problem.objective === 'fairness' && {
      fairness: got.reduce((sum, value, p) => sum + fairnessOf(value, possible[p]!), 0),
    }),
    unlimited: seating.value(withSeatsForAll(occupancy.slots)),
    trivialBound: possible.reduce((sum, value) => sum + value, 0),
    worstTenth: shareOfWorstTenth(got, possible),
    moved: countMoved(problem, schedule.placements),
    seatsShort: peopleWithoutSeat(seating, occupancy.slots),
    ...(weights && comforts && { comfort: weighComforts(weights, comforts), comforts }),
    violations,
  };
}

/** People beyond the seats of the session they want first, summed over these slots. */
export function peopleWithoutSeat(seating: SeatSchedule, slots: readonly SlotOccupancy[]): number {
  const first = new Map(slots.map(({ slot }) => [slot, new Map<number, number>()]));
  seating.value(withSeatsForAll(slots), (_, session, __, slot) => {
    const counts = first.get(slot)!;
    counts.set(session, (counts.get(session) ?? 0) + 1);
  });
  let short = 0;
  for (const { slot, sessions, seats } of slots) {
    const counts = first.get(slot)!;
    sessions.forEach((session, i) => (short += Math.max(0, (counts.get(session) ?? 0) - seats[i]!)));
  }
  return short;
}

function withSeatsForAll(slots: readonly SlotOccupancy[]): readonly Running[] {
  return slots.map(({ slot, sessions, everyone }) => ({ slot, sessions, seats: everyone }));
}

/** In the order of the placements, because priorities may be fractions and sums then depend on the order. */
function placedPriority(problem: Problem, compiled: CompiledProblem, occupancy: Occupancy): number {
  let sum = 0;
  for (const entry of occupancy.entries) sum += problem.sessions[entry.session]!.priority ?? 1;
  return sum;
}

function shareOfWorstTenth(got: Float64Array, possible: Float64Array): number {
  const shares: number[] = [];
  possible.forEach((most, p) => {
    if (most > 0) shares.push(got[p]! / most);
  });
  if (shares.length === 0) return 1;
  shares.sort((a, b) => a - b);
  const worst = shares.slice(0, Math.ceil(shares.length / 10));
  return worst.reduce((sum, share) => sum + share, 0) / worst.length;
}

function countMoved(problem: Problem, placements: readonly Placement[]): number {
  const now = new Map<string, Placement>();
  for (const placement of placements) if (!now.has(placement.session)) now.set(placement.session, placement);
  return (problem.previous ?? []).filter((old) => {
    const placement = now.get(old.session);
    return placement?.slot !== old.slot || placement.area !== old.area;
  }).length;
}
