import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { deferredAcceptance } from '../testing/deferred-acceptance.ts';
import { compileProblem } from './compile-problem.ts';
import { explainPeople, explainPerson, servedPerPerson, worstPairs, type Miss } from './explain-people.ts';
import type { Placement, Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';

const schedules = arbitraryProblem().chain((problem) =>
  fc.record({ problem: fc.constant(problem), placements: arbitraryPlacements(problem) }),
);

test('what people get adds up to what the schedule serves, and what is possible to the trivial bound', () => {
  fc.assert(
    fc.property(schedules, ({ problem, placements }) => {
      const served = servedPerPerson(problem, placements);
      const score = scoreSchedule(problem, { placements });
      expect(served.map(({ person }) => person)).toEqual(problem.people.map(({ id }) => id));
      expect(sum(served.map((one) => one.served))).toBe(score.served);
      expect(sum(served.map((one) => one.possible))).toBe(score.trivialBound);
      const explained = explainPeople(
        problem,
        placements,
        problem.people.map(({ id }) => id),
      );
      expect(
        explained.map(({ person, served: got, possible }) => ({ person, served: got, possible })),
      ).toEqual(served);
    }),
    { numRuns: 200 },
  );
});

test('what somebody attends and misses, and why, is what deferred acceptance proper gives', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(schedules, ({ problem, placements }) => {
      for (const { id } of problem.people) {
        const { attends, misses } = explainPerson(problem, placements, id);
        const plain = byHand(problem, placements, id);
        expect(attends).toEqual(plain.attends);
        expect(sorted(misses)).toEqual(sorted(plain.misses));
        expect(misses.map(({ weight }) => weight)).toEqual(
          misses.map(({ weight }) => weight).toSorted((a, b) => b - a),
        );
        for (const { reason } of misses) seen.add(reason.kind);
      }
    }),
    { numRuns: 500 },
  );
  expect([...seen].toSorted()).toEqual(['absent', 'clash', 'no-seat', 'unplaced']);
});

test('the pairs that hurt most are what all clashes of all people add up to', () => {
  let pairs = 0;
  fc.assert(
    fc.property(schedules, ({ problem, placements }) => {
      const order = problem.sessions.map(({ id }) => id);
      const costs = new Map<string, { people: number; interest: number }>();
      for (const { id } of problem.people) {
        for (const { session, weight, reason } of byHand(problem, placements, id).misses) {
          if (reason.kind !== 'clash') continue;
          const key = [session, reason.with]
            .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
            .join(' ');
          const before = costs.get(key) ?? { people: 0, interest: 0 };
          costs.set(key, { people: before.people + 1, interest: before.interest + weight });
        }
      }
      const found = worstPairs(problem, placements, Infinity);
      expect(new Map(found.map(({ sessions, ...cost }) => [sessions.join(' '), cost]))).toEqual(costs);
      const interests = found.map(({ interest }) => interest);
      expect(interests).toEqual(interests.toSorted((a, b) => b - a));
      expect(worstPairs(problem, placements, 2)).toEqual(found.slice(0, 2));
      pairs += found.length;
    }),
    { numRuns: 300 },
  );
  expect(pairs).toBeGreaterThan(200);
});

test('an unknown person is named', () => {
  const problem: Problem = { format: 'plenary-problem/1', slots: [], areas: [], sessions: [], people: [] };
  expect(() => explainPerson(problem, [], 'p9')).toThrow(new RangeError('no person "p9" in the problem'));
});

/** One person's day worked out with deferred acceptance, without the code under test. */
function byHand(problem: Problem, placements: readonly Placement[], personId: string) {
  const compiled = compileProblem(problem);
  const p = problem.people.findIndex(({ id }) => id === personId);
  const person = problem.people[p]!;
  const dayOf = (t: number) => problem.slots[t]?.day;
  const slotsOf = (placement: Placement): number[] => {
    const start = problem.slots.findIndex(({ id }) => id === placement.slot);
    const wanted = problem.sessions.find(({ id }) => id === placement.session)!.length ?? 1;
    return Array.from({ length: wanted }, (_, k) => start + k).filter((t) => dayOf(t) === dayOf(start));
  };
  const attends: { slot: string; session: string; weight: number }[] = [];
  const misses: Miss[] = [];
  const leads = (s: number) => problem.sessions[s]!.leads?.includes(personId) ?? false;
  const weightOf = (s: number) => (leads(s) ? 100 : (person.interest[problem.sessions[s]!.id] ?? 0));
  problem.slots.forEach((slot, t) => {
    const running = placements.filter((one) => slotsOf(one).includes(t));
    const index = (one: Placement) => problem.sessions.findIndex(({ id }) => id === one.session);
    running.sort((a, b) => index(a) - index(b));
    const seats = running.map(
      ({ area }) => problem.areas.find(({ id }) => id === area)!.seats ?? problem.people.length,
    );
    const { seated } = deferredAcceptance(compiled, t, running.map(index), seats);
    const sits = seated.get(p);
    if (sits !== undefined)
      attends.push({ slot: slot.id, session: problem.sessions[sits]!.id, weight: weightOf(sits) });
    for (const s of running.map(index)) {
      if (s === sits || weightOf(s) === 0) continue;
      const away = person.absent?.includes(slot.id) ?? false;
      const happier =
        sits !== undefined &&
        (leads(sits) === leads(s)
          ? weightOf(sits) > weightOf(s) || (weightOf(sits) === weightOf(s) && sits < s)
          : leads(sits));
      misses.push({
        session: problem.sessions[s]!.id,
        slot: slot.id,
        weight: weightOf(s),
        reason: away
          ? { kind: 'absent' }
          : happier
            ? { kind: 'clash', with: problem.sessions[sits]!.id }
            : { kind: 'no-seat' },
      });
    }
  });
  problem.sessions.forEach(({ id }, s) => {
    if (weightOf(s) === 0 || placements.some((one) => one.session === id)) return;
    misses.push({ session: id, slot: null, weight: weightOf(s), reason: { kind: 'unplaced' } });
  });
  return { attends, misses };
}

function sorted(misses: readonly Miss[]): readonly Miss[] {
  const key = ({ session, slot }: Miss): string => `${session} ${slot}`;
  return misses.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
