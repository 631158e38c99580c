import { countComforts, weighComforts, weightsOf } from './comfort.ts';
import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { occupy, type Occupancy, type SlotOccupancy } from './occupancy.ts';
import { possiblePerPerson } from './possible.ts';
import type { Placement, Problem, Schedule, Score } from './problem.ts';
import { SeatPeople } from './seat-people.ts';
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
  const seating = new SeatPeople(compiled);
  let served = 0;
  let unlimited = 0;
  let seatsShort = 0;
  for (let t = 0; t < compiled.slotCount; t++) {
    const { sessions, seats, everyone } = occupancy.slots[t]!;
    const count = sessions.length;
    served += seating.value(t, sessions, seats, count, (person, _, weight) => {
      got[person] = got[person]! + weight;
    });
    unlimited += seating.value(t, sessions, everyone, count);
    seatsShort += peopleWithoutSeat(seating, occupancy.slots[t]!, t);
  }
  const possible = possiblePerPerson(compiled);
  const weights = weightsOf(problem);
  const comforts = weights && countComforts(compiled, occupancy, got, possible);
  return {
    hard: violations.length,
    placed: placedPriority(problem, compiled, occupancy),
    served,
    unlimited,
    trivialBound: possible.reduce((sum, value) => sum + value, 0),
    worstTenth: shareOfWorstTenth(got, possible),
    moved: countMoved(problem, schedule.placements),
    seatsShort,
    ...(weights && comforts && { comfort: weighComforts(weights, comforts), comforts }),
    violations,
  };
}

/** People beyond the seats of the session they want first in this slot. */
export function peopleWithoutSeat(seating: SeatPeople, running: SlotOccupancy, slot: number): number {
  const { sessions, seats, everyone } = running;
  const first = new Map<number, number>();
  seating.value(slot, sessions, everyone, sessions.length, (_, session) => {
    first.set(session, (first.get(session) ?? 0) + 1);
  });
  return sessions.reduce((sum, session, i) => sum + Math.max(0, (first.get(session) ?? 0) - seats[i]!), 0);
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
