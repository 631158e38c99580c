import { compileInterest } from './compile-interest.ts';
import { find, indexById } from './index-by-id.ts';
import type { Problem, ProblemSession } from './problem.ts';

/**
 * A problem as numbers: slots, areas, sessions and people are their indices in the problem.
 *
 * Indices are right by construction, so code that reads these arrays says `!` where the compiler
 * cannot know it; a typed array read out of bounds would be a mistake in this package.
 */
export type CompiledProblem = {
  readonly problem: Problem;
  readonly slotCount: number;
  readonly areaCount: number;
  readonly sessionCount: number;
  readonly personCount: number;
  readonly slotIndex: ReadonlyMap<string, number>;
  readonly areaIndex: ReadonlyMap<string, number>;
  readonly sessionIndex: ReadonlyMap<string, number>;
  readonly personIndex: ReadonlyMap<string, number>;

  /** Length in slots. */
  readonly length: Int32Array;
  /** Priority in thousandths, so that sums are exact. */
  readonly priority: Float64Array;
  /** 1 for a pinned session: it must be placed, and only where it is pinned. */
  readonly pinned: Uint8Array;
  readonly leads: readonly (readonly number[])[];

  /** By slot and person, `slot * personCount + person`: 1 while absent. */
  readonly absent: Uint8Array;
  /** The same as a list of people by slot. */
  readonly absentees: readonly Int32Array[];
  /** By slot and area, `slot * areaCount + area`: 1 when the area is closed. */
  readonly closed: Uint8Array;
  /** Seats by area; no limit counts as one seat for everybody. */
  readonly seats: Int32Array;

  /** Where a session may start with respect to allowed slots, its length, its pin and its leads' absence. */
  readonly starts: readonly Int32Array[];
  readonly mayStart: Uint8Array;
  /** Areas that have what a session needs and agree with its pin. */
  readonly usable: readonly Int32Array[];
  readonly mayUse: Uint8Array;

  /** Sessions that must not overlap it: they share a lead, or one names the other in `notWith`. */
  readonly apart: readonly Int32Array[];
  /** Sessions that must have ended before it starts, and those that wait for it. */
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];

  /** 1 for a session of one slot that has no such others. */
  readonly carefree: Uint8Array;

  /** By session the one of which it is another run, or itself; and 1 for all that are given more than once. */
  readonly runOf: Int32Array;
  readonly isRun: Uint8Array;
  readonly hasRuns: boolean;

  /** What a person's interest in a session weighs, `session * personCount + person`; leads 100, nobody 0. */
  readonly weight: Uint8Array;
  /**
   * Kinds of interest in the order in which they are seated: leads first, then each weight that
   * occurs, highest first. The people of a session of one kind, in the problem's order, are
   * `audience[audienceStart[session * kindCount + kind]]` up to the next start.
   */
  readonly kindCount: number;
  readonly kindWeight: Uint8Array;
  readonly audience: Int32Array;
  readonly audienceStart: Int32Array;

  /** Whether any area has fewer seats than some session that may use it has interested people. */
  readonly seatsBind: boolean;
  /** Whether it can matter which area of a slot a session has. */
  readonly areasDiffer: boolean;
};

const compiled = new WeakMap<Problem, CompiledProblem>();

/**
 * The problem as integer arrays. Remembered per problem object, so that asking for a price twice
 * compiles once. Throws a RangeError that names an unknown id; problems that come from
 * {@link readProblem} have none.
 */
export function compileProblem(problem: Problem): CompiledProblem {
  const known = compiled.get(problem);
  if (known) return known;
  const fresh = compile(problem);
  compiled.set(problem, fresh);
  return fresh;
}

function compile(problem: Problem): CompiledProblem {
  const { slots, areas, sessions, people } = problem;
  const slotIndex = indexById(slots);
  const areaIndex = indexById(areas);
  const sessionIndex = indexById(sessions);
  const personIndex = indexById(people);

  const absent = new Uint8Array(slots.length * people.length);
  people.forEach((person, p) => {
    for (const id of person.absent ?? []) absent[find(slotIndex, 'slot', id) * people.length + p] = 1;
  });
  const closed = new Uint8Array(slots.length * areas.length);
  areas.forEach((area, a) => {
    for (const id of area.closed ?? []) closed[find(slotIndex, 'slot', id) * areas.length + a] = 1;
  });
  const leads = sessions.map((session) => (session.leads ?? []).map((id) => find(personIndex, 'person', id)));

  const startsOf = (session: ProblemSession, s: number): number[] =>
    slots.flatMap((slot, t) => {
      if (session.slots && !session.slots.includes(slot.id)) return [];
      if (session.pin && session.pin.slot !== slot.id) return [];
      for (let k = 0; k < (session.length ?? 1); k++) {
        if (slots[t + k]?.day !== slot.day) return [];
        if (leads[s]!.some((p) => absent[(t + k) * people.length + p] === 1)) return [];
      }
      return [t];
    });
  const usableBy = (session: ProblemSession): number[] =>
    areas.flatMap((area, a) => {
      if (session.pin?.area !== undefined && session.pin.area !== area.id) return [];
      return (session.needs ?? []).every((need) => area.features?.includes(need)) ? [a] : [];
    });

  const starts = sessions.map((session, s) => Int32Array.from(startsOf(session, s)));
  const usable = sessions.map((session) => Int32Array.from(usableBy(session)));
  const apart = compileApart(problem, sessionIndex, leads);
  const order = compileOrder(problem, sessionIndex);
  const runOf = Int32Array.from(sessions, (session, s) =>
    session.runOf === undefined ? s : find(sessionIndex, 'session', session.runOf),
  );
  const repeated = new Set(runOf.filter((first, s) => first !== s));
  const isRun = Uint8Array.from(runOf, (first) => (repeated.has(first) ? 1 : 0));
  const seats = Int32Array.from(areas, (area) => Math.min(area.seats ?? people.length, people.length));
  const interest = compileInterest(problem, sessionIndex, leads);
  const audienceSize = (s: number): number =>
    interest.audienceStart[(s + 1) * interest.kindCount]! - interest.audienceStart[s * interest.kindCount]!;
  const seatsBind = usable.some((list, s) => list.some((a) => seats[a]! < audienceSize(s)));

  return {
    problem,
    slotCount: slots.length,
    areaCount: areas.length,
    sessionCount: sessions.length,
    personCount: people.length,
    slotIndex,
    areaIndex,
    sessionIndex,
    personIndex,
    length: Int32Array.from(sessions, (session) => session.length ?? 1),
    priority: Float64Array.from(sessions, (session) =>
      Math.max(1, Math.round((session.priority ?? 1) * 1000)),
    ),
    pinned: Uint8Array.from(sessions, (session) => (session.pin ? 1 : 0)),
    leads,
    absent,
    absentees: slots.map((_, t) =>
      Int32Array.from([...people.keys()].filter((p) => absent[t * people.length + p] === 1)),
    ),
    closed,
    seats,
    starts,
    mayStart: membership(starts, slots.length),
    usable,
    mayUse: membership(usable, areas.length),
    apart,
    ...order,
    carefree: Uint8Array.from(sessions, (session, s) => {
      const others = apart[s]!.length + order.before[s]!.length + order.after[s]!.length;
      return (session.length ?? 1) === 1 && others === 0 ? 1 : 0;
    }),
    runOf,
    isRun,
    hasRuns: isRun.includes(1),
    ...interest,
    seatsBind,
    areasDiffer: seatsBind || closed.includes(1) || usable.some((list) => list.length < areas.length),
  };
}

function compileApart(
  problem: Problem,
  sessionIndex: ReadonlyMap<string, number>,
  leads: readonly (readonly number[])[],
): readonly Int32Array[] {
  const sets = problem.sessions.map(() => new Set<number>());
  const leading = problem.people.map((): number[] => []);
  leads.forEach((list, s) => list.forEach((p) => leading[p]!.push(s)));
  for (const list of leading) for (const s of list) for (const other of list) sets[s]!.add(other);
  problem.sessions.forEach((session, s) => {
    for (const id of session.notWith ?? []) {
      const other = find(sessionIndex, 'session', id);
      sets[s]!.add(other);
      sets[other]!.add(s);
    }
  });
  return sets.map((set, s) => Int32Array.from([...set].filter((other) => other !== s)));
}

function compileOrder(
  problem: Problem,
  sessionIndex: ReadonlyMap<string, number>,
): Pick<CompiledProblem, 'before' | 'after'> {
  const before = problem.sessions.map((session) =>
    (session.after ?? []).map((id) => find(sessionIndex, 'session', id)),
  );
  const after = problem.sessions.map((): number[] => []);
  before.forEach((list, s) => list.forEach((other) => after[other]!.push(s)));
  return {
    before: before.map((list) => Int32Array.from(list)),
    after: after.map((list) => Int32Array.from(list)),
  };
}

function membership(lists: readonly Int32Array[], width: number): Uint8Array {
  const bits = new Uint8Array(lists.length * width);
  lists.forEach((list, row) => list.forEach((column) => (bits[row * width + column] = 1)));
  return bits;
}
