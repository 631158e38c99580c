import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import { occupy, type Occupancy } from './occupancy.ts';
import { possiblePerPerson } from './possible.ts';
import type { Placement, Problem } from './problem.ts';
import { SeatSchedule } from './seat-schedule.ts';

/** What a person gets of what they want; both are sums of weights, slot by slot. */
export type PersonServed = {
  readonly person: string;
  readonly served: number;
  /** The sum of their highest weights, one per slot in which they are present. */
  readonly possible: number;
};

/** What everybody gets of what they want, in the problem's order. */
export function servedPerPerson(problem: Problem, placements: readonly Placement[]): readonly PersonServed[] {
  const compiled = compileProblem(problem);
  const seats = seatEverybody(compiled, occupy(compiled, placements));
  const possible = possiblePerPerson(compiled);
  return problem.people.map(({ id }, p) => ({
    person: id,
    served: seats.reduce((sum, { weight }) => sum + weight[p]!, 0),
    possible: possible[p]!,
  }));
}

/** Why somebody does not sit in a session that they want or lead, in one of its slots. */
export type MissReason =
  | { readonly kind: 'unplaced' }
  | { readonly kind: 'absent' }
  /** They sit in another session that they lead, or weigh as much or more. */
  | { readonly kind: 'clash'; readonly with: string }
  /** They would rather have been here, and it was full. */
  | { readonly kind: 'no-seat' };

export type Miss = {
  readonly session: string;
  /** Null when the session is not placed. */
  readonly slot: string | null;
  readonly weight: number;
  readonly reason: MissReason;
};

export type PersonExplanation = PersonServed & {
  /** Where they sit, slot by slot; slots in which they sit nowhere are left out. */
  readonly attends: readonly { readonly slot: string; readonly session: string; readonly weight: number }[];
  /** What they want or lead and do not get, heaviest first, each slot of a long session counted. */
  readonly misses: readonly Miss[];
};

/** What a schedule gives somebody, what they miss and why. Throws a RangeError for an unknown id. */
export function explainPerson(
  problem: Problem,
  placements: readonly Placement[],
  personId: string,
): PersonExplanation {
  const compiled = compileProblem(problem);
  find(compiled.personIndex, 'person', personId);
  return explainPeople(problem, placements, [personId])[0]!;
}

/** The same for several people; everybody is seated once. */
export function explainPeople(
  problem: Problem,
  placements: readonly Placement[],
  personIds: readonly string[],
): readonly PersonExplanation[] {
  const compiled = compileProblem(problem);
  const occupancy = occupy(compiled, placements);
  const seats = seatEverybody(compiled, occupancy);
  const possible = possiblePerPerson(compiled);
  return personIds.map((personId) => {
    const p = find(compiled.personIndex, 'person', personId);
    const attends = problem.slots.flatMap(({ id }, t) => {
      const session = seats[t]!.session[p]!;
      return session < 0
        ? []
        : [{ slot: id, session: problem.sessions[session]!.id, weight: seats[t]!.weight[p]! }];
    });
    return {
      person: personId,
      served: attends.reduce((sum, { weight }) => sum + weight, 0),
      possible: possible[p]!,
      attends,
      misses: missesOf(compiled, occupancy, seats, p),
    };
  });
}

function missesOf(
  compiled: CompiledProblem,
  occupancy: Occupancy,
  seats: readonly Seats[],
  person: number,
): readonly Miss[] {
  const { problem, personCount, absent } = compiled;
  const entries = new Map(occupancy.entries.map((entry) => [entry.session, entry]));
  const misses = problem.sessions.flatMap(({ id }, s): Miss[] => {
    const weight = compiled.weight[s * personCount + person]!;
    if (weight === 0) return [];
    if (sitsInRunOf(compiled, seats, person, s)) return [];
    const entry = entries.get(s);
    if (!entry) return [{ session: id, slot: null, weight, reason: { kind: 'unplaced' } }];
    return Array.from({ length: entry.length }, (_, k) => entry.start + k).flatMap((t): Miss[] => {
      const sits = seats[t]!.session[person]!;
      if (sits === s) return [];
      const away = absent[t * personCount + person] === 1;
      const reason: MissReason = away
        ? { kind: 'absent' }
        : sits >= 0 && prefers(compiled, person, sits, s)
          ? { kind: 'clash', with: problem.sessions[sits]!.id }
          : { kind: 'no-seat' };
      return [{ session: id, slot: problem.slots[t]!.id, weight, reason }];
    });
  });
  return misses.toSorted((a, b) => b.weight - a.weight);
}

/** What two sessions at the same time cost the people who sit in one of them and want the other. */
export type PairCost = {
  /** In the problem's order. */
  readonly sessions: readonly [string, string];
  /** How many sit in one and would otherwise have wanted the other; a person counts once per slot. */
  readonly people: number;
  /** The sum of what they weigh the one they miss. */
  readonly interest: number;
};

/**
 * The pairs of sessions that hurt most, worst first, at most `most` of them: those that overlap, and
 * for which many who sit in the one want the other. Who found no seat in the other does not count:
 * that is not what the pair does to them.
 */
export function worstPairs(
  problem: Problem,
  placements: readonly Placement[],
  most = 10,
): readonly PairCost[] {
  const compiled = compileProblem(problem);
  const { personCount, sessionCount, weight } = compiled;
  const occupancy = occupy(compiled, placements);
  const everybody = seatEverybody(compiled, occupancy);
  const costs = new Map<number, { people: number; interest: number }>();
  everybody.forEach((seats, t) => {
    const running = occupancy.slots[t]!.sessions;
    for (let person = 0; person < personCount; person++) {
      const sits = seats.session[person]!;
      if (sits < 0) continue;
      for (const other of running) {
        const missed = weight[other * personCount + person]!;
        if (missed === 0 || other === sits || !prefers(compiled, person, sits, other)) continue;
        if (sitsInRunOf(compiled, everybody, person, other)) continue;
        const key = Math.min(sits, other) * sessionCount + Math.max(sits, other);
        const { people, interest } = costs.get(key) ?? { people: 0, interest: 0 };
        costs.set(key, { people: people + 1, interest: interest + missed });
      }
    }
  });
  const id = (session: number): string => problem.sessions[session]!.id;
  return [...costs]
    .toSorted(([a, x], [b, y]) => y.interest - x.interest || y.people - x.people || a - b)
    .slice(0, most)
    .map(([key, cost]) => ({
      sessions: [id(Math.floor(key / sessionCount)), id(key % sessionCount)],
      ...cost,
    }));
}

/** Of one slot, by person: the session they sit in, or -1, and what they weigh it. */
type Seats = { readonly session: Int32Array; readonly weight: Uint8Array };

function seatEverybody(compiled: CompiledProblem, occupancy: Occupancy): readonly Seats[] {
  const { slotCount, personCount } = compiled;
  const seats = Array.from({ length: slotCount }, () => ({
    session: new Int32Array(personCount).fill(-1),
    weight: new Uint8Array(personCount),
  }));
  new SeatSchedule(compiled).value(occupancy.slots, (person, where, weight, slot) => {
    seats[slot]!.session[person] = where;
    seats[slot]!.weight[person] = weight;
  });
  return seats;
}

/** Whether a person sits in another run of a session, at whatever time. */
function sitsInRunOf(
  { isRun, runOf }: CompiledProblem,
  everybody: readonly Seats[],
  person: number,
  session: number,
): boolean {
  if (isRun[session] === 0) return false;
  return everybody.some((seats) => {
    const sits = seats.session[person]!;
    return sits >= 0 && sits !== session && runOf[sits] === runOf[session];
  });
}

/** Whether a person would rather be in `one` than in `other`: the one they lead, then by weight, then the one listed first. */
function prefers(
  { weight, leads, personCount }: CompiledProblem,
  person: number,
  one: number,
  other: number,
): boolean {
  const leading = (session: number): number => (leads[session]!.includes(person) ? 1 : 0);
  const weighs = (session: number): number => weight[session * personCount + person]!;
  return (leading(one) - leading(other) || weighs(one) - weighs(other) || other - one) > 0;
}
