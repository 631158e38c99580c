import fc from 'fast-check';
import { compileProblem } from '../src/compile-problem.ts';
import { findCircle } from '../src/read-order.ts';
import type { Placement, Problem, ProblemSession } from '../src/problem.ts';
import { Timetable } from '../src/timetable.ts';

export type Sizes = {
  readonly slots: number;
  readonly areas: number;
  readonly sessions: number;
  readonly people: number;
};

/** Small problems in which every rule occurs, and in which all pins can hold together. */
export function arbitraryProblem(
  most: Sizes = { slots: 5, areas: 3, sessions: 7, people: 6 },
): fc.Arbitrary<Problem> {
  return fc
    .record({
      slots: fc.integer({ min: 1, max: most.slots }),
      areas: fc.integer({ min: 1, max: most.areas }),
      sessions: fc.integer({ min: 1, max: most.sessions }),
      people: fc.integer({ min: 0, max: most.people }),
    })
    .chain(problemOfSize);
}

/** A schedule of the problem that may break any rule. */
export function arbitraryPlacements(problem: Problem): fc.Arbitrary<Placement[]> {
  const cell = fc.record({
    slot: fc.constantFrom(...problem.slots.map((slot) => slot.id)),
    area: fc.constantFrom(...problem.areas.map((area) => area.id)),
  });
  return fc
    .tuple(
      ...problem.sessions.map(({ id }) =>
        fc.option(
          cell.map((at) => ({ session: id, ...at })),
          { freq: 4 },
        ),
      ),
    )
    .map((placements) => placements.filter((placement) => placement !== null));
}

/** Placements that break no rule: the first so many of those proposed that are allowed. */
export function feasiblePlacements(problem: Problem, proposed: readonly Placement[]): Placement[] {
  const compiled = compileProblem(problem);
  const timetable = new Timetable(compiled);
  for (const placement of proposed) {
    const s = compiled.sessionIndex.get(placement.session)!;
    const t = compiled.slotIndex.get(placement.slot)!;
    const a = compiled.areaIndex.get(placement.area)!;
    if (timetable.allows(s, t, a)) timetable.put(s, t, a);
  }
  return timetable.placements();
}

function problemOfSize(size: Sizes): fc.Arbitrary<Problem> {
  const ids = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
  const slotIds = ids('t', size.slots);
  const areaIds = ids('a', size.areas);
  const sessionIds = ids('s', size.sessions);
  const personIds = ids('p', size.people);
  const some = (list: readonly string[], most: number): fc.Arbitrary<string[]> =>
    list.length === 0 ? fc.constant([]) : fc.subarray([...list], { maxLength: Math.min(most, list.length) });
  const rarely = <T>(usual: T, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: seldom });
  const features = ['screen', 'quiet'];

  const area = fc.record({
    seats: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 3 })),
    features: fc.subarray(features),
    closed: rarely<string[]>([], some(slotIds, 2)),
  });
  const session = (self: string) => {
    const others = sessionIds.filter((id) => id !== self);
    return fc.record({
      fields: fc.record({
        leads: some(personIds, 2),
        length: rarely(1, fc.integer({ min: 1, max: 3 })),
        slots: rarely<string[] | null>(null, some(slotIds, size.slots)),
        needs: rarely<string[]>([], fc.subarray(features)),
        priority: rarely(1, fc.constantFrom(0.5, 2, 3.25)),
        after: rarely<string[]>([], some(others, 1)),
        notWith: rarely<string[]>([], some(others, 1)),
      }),
      pinAt: rarely<number | null>(null, fc.nat(99)),
      pinArea: fc.boolean(),
    });
  };
  const person = fc.record({
    absent: rarely<string[]>([], some(slotIds, 2)),
    interest: fc.dictionary(fc.constantFrom(...sessionIds), fc.constantFrom(1, 25, 75, 100, 60), {
      noNullPrototype: true,
    }),
  });

  return fc
    .record({
      firstDay: fc.integer({ min: 1, max: size.slots }),
      areas: fc.tuple(...areaIds.map(() => area)),
      sessions: fc.tuple(...sessionIds.map(session)),
      people: fc.tuple(...personIds.map(() => person)),
    })
    .map(({ firstDay, areas, sessions, people }) => {
      const problem: Problem = {
        format: 'plenary-problem/1',
        name: 'arbitrary',
        slots: slotIds.map((id, t) => ({
          id,
          day: t < firstDay ? '2027-04-28' : '2027-04-29',
          start: `${10 + t}:00`,
          end: `${10 + t}:50`,
        })),
        areas: areas.map((fields, i) => ({ id: areaIds[i]!, ...fields })),
        sessions: sessions.map(({ fields }, i) => ({ id: sessionIds[i]!, pin: null, ...fields })),
        people: people.map((fields, i) => ({ id: personIds[i]!, ...fields })),
        previous: [],
      };
      return withPins(problem, sessions);
    });
}

/** The same as a file may have them: an order that goes in a circle is refused there, and solved elsewhere. */
export function arbitraryFile(most?: Sizes): fc.Arbitrary<Problem> {
  return arbitraryProblem(most).filter(({ sessions }) => findCircle(sessions) === undefined);
}

/** Pins sessions to cells that are free together, one after the other. */
function withPins(
  problem: Problem,
  wishes: readonly { readonly pinAt: number | null; readonly pinArea: boolean }[],
): Problem {
  const compiled = compileProblem(problem);
  const timetable = new Timetable(compiled);
  const sessions = problem.sessions.map((session, s): ProblemSession => {
    const { pinAt, pinArea } = wishes[s]!;
    if (pinAt === null) return session;
    const cells = [...compiled.starts[s]!].flatMap((t) =>
      [...compiled.usable[s]!].filter((a) => timetable.allows(s, t, a)).map((a) => ({ t, a })),
    );
    const cell = cells[pinAt % Math.max(1, cells.length)];
    if (!cell) return session;
    timetable.put(s, cell.t, cell.a);
    const slot = problem.slots[cell.t]!.id;
    return { ...session, pin: pinArea ? { slot, area: problem.areas[cell.a]!.id } : { slot } };
  });
  return { ...problem, sessions };
}
