import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryChanges } from '../testing/arbitrary-change.ts';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { findShared } from '../testing/shared-problems.ts';
import { generateProblem } from './generate.ts';
import { describeChangeReason } from './list-changes.ts';
import type { Placement, Problem } from './problem.ts';
import { findCircle } from './read-order.ts';
import { readProblem } from './read-problem.ts';
import { createRescheduler, reschedule } from './reschedule.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const check = (await findShared())?.check;
const iterations = 1_500;

/** A problem with a release, and the same problem after some changes. */
const changedProblem = arbitraryProblem()
  .filter(({ sessions }) => sessions.length > 1)
  .chain((problem) => {
    const previous = solve(problem, { seed: 1, iterations: 300 }).placements;
    return fc.record({
      before: fc.constant<Problem>({ ...problem, previous }),
      changes: arbitraryChanges(problem),
      seed: fc.nat(),
      mostMoves: fc.option(fc.nat(3), { nil: undefined }),
      frozenSlots: fc.nat(problem.slots.length - 1),
    });
  })
  .map(({ before, changes, frozenSlots, ...settings }) => {
    const problem = changes.reduce((now, change) => change(now), before);
    return { before, problem, previous: before.previous ?? [], frozenSlots, settings };
  });

/** Broken rules that no schedule can mend: pins, which may contradict the rest by now. */
function broken(problem: Problem, placements: readonly Placement[]): string[] {
  const { violations } = (check ?? scoreSchedule)(problem, { placements, unplaced: [] } as never);
  return violations.map(({ rule }) => rule).filter((rule) => rule !== 'pin');
}

describe('whatever has changed', () => {
  test('no hard rule is broken, no matter when the search is interrupted', () => {
    fc.assert(
      fc.property(changedProblem, ({ problem, previous, settings }) => {
        expect(readProblem(problem).ok).toBe(findCircle(problem.sessions) === undefined);
        const rescheduler = createRescheduler(problem, previous, settings);
        for (let i = 0; i < 4; i++) {
          const { placements, score } = rescheduler.best();
          expect(broken(problem, placements)).toEqual([]);
          expect(score).toEqual(scoreSchedule(problem, { placements }));
          rescheduler.step(500);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('nor when it is aborted, before it begins or after any step', () => {
    fc.assert(
      fc.property(changedProblem, fc.nat(4), ({ problem, previous, settings }, steps) => {
        const stop = new AbortController();
        let taken = 0;
        if (steps === 0) stop.abort();
        const until = (): boolean => {
          if (++taken === steps) stop.abort();
          return false;
        };
        const options = { ...settings, until, iterations: 1e9, signal: stop.signal };
        const { placements, iterations: tried } = reschedule(problem, previous, options);
        expect(taken).toBe(steps);
        expect(tried).toBe(1024 * steps);
        expect(broken(problem, placements)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('frozen slots hold what the release has there, and nothing else', () => {
    let frozenOnes = 0;
    fc.assert(
      fc.property(changedProblem, ({ problem, previous, settings, frozenSlots }) => {
        const frozen = new Set(problem.slots.slice(0, frozenSlots).map(({ id }) => id));
        const frozenBefore = problem.slots[frozenSlots]!.id;
        const known = new Set(problem.sessions.map(({ id }) => id));
        const isFrozen = ({ slot }: Placement): boolean => frozen.has(slot);
        const { placements } = reschedule(problem, previous, { ...settings, iterations, frozenBefore });
        const past = previous.filter((one) => isFrozen(one) && known.has(one.session));
        expect(bySession(placements.filter(isFrozen))).toEqual(bySession(past));
        frozenOnes += past.length;
        // What is broken is broken by the past alone.
        expect(broken(problem, placements)).toEqual(broken(problem, past));
      }),
      { numRuns: 60 },
    );
    expect(frozenOnes).toBeGreaterThan(10);
  });

  test('every session of the release is kept or has a reason, and the numbers add up', () => {
    fc.assert(
      fc.property(changedProblem, ({ problem, previous, settings }) => {
        const result = reschedule(problem, previous, { ...settings, iterations });
        const { moved, removed, added } = result.changes;
        const changed = [...moved, ...removed];
        for (const { reason } of changed) expect(describeChangeReason(reason)).not.toBe('');
        const own = changed.filter(({ reason }) => reason.kind !== 'gone' && reason.kind !== 'uprooted');
        expect(own).toHaveLength(result.furtherMoves);
        if (settings.mostMoves !== undefined)
          expect(result.furtherMoves).toBeLessThanOrEqual(settings.mostMoves);
        const atHome = result.placements.filter((now) => previous.some((old) => isSame(now, old)));
        expect(atHome.length + changed.length).toBe(previous.length);
        expect(atHome.length + moved.length + added.length).toBe(result.placements.length);
        expect(scoreSchedule({ ...problem, previous: knownOf(problem, previous) }, result).moved).toBe(
          changed.filter(({ session }) => problem.sessions.some(({ id }) => id === session)).length,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('nothing is moved when nothing has changed, unless that places what the release left out', () => {
    fc.assert(
      fc.property(changedProblem, ({ before, previous, settings: { seed } }) => {
        const result = reschedule(before, previous, { seed, iterations });
        const { placed } = scoreSchedule(before, { placements: previous });
        if (result.score.placed === placed && previous.length === before.sessions.length)
          expect(result.placements).toEqual(previous);
        else expect(result.score.placed).toBeGreaterThanOrEqual(placed);
      }),
      { numRuns: 40 },
    );
  });

  test('the same problem, seed and iterations give the same schedule', () => {
    fc.assert(
      fc.property(changedProblem, ({ problem, previous, settings }) => {
        const first = reschedule(problem, previous, { ...settings, iterations });
        const again = reschedule(structuredClone(problem), previous, { ...settings, iterations });
        expect(again).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });
});

function bySession(placements: readonly Placement[]): Placement[] {
  return placements.toSorted((a, b) => (a.session < b.session ? -1 : 1));
}

function isSame(a: Placement, b: Placement): boolean {
  return a.session === b.session && a.slot === b.slot && a.area === b.area;
}

function knownOf(problem: Problem, previous: readonly Placement[]): Placement[] {
  return previous.filter(({ session }) => problem.sessions.some(({ id }) => id === session));
}

describe('an event of 24 sessions', () => {
  const event = generateProblem({ people: 40, sessions: 24, slots: 8, areas: 4, seed: 5, kind: 'full' });
  const previous = solve(event, { seed: 1, iterations: 200_000 }).placements;
  const first = previous[0]!;
  const options = { seed: 1, iterations: 60_000 };

  test('a lead who leaves uproots their session only, and 99 % of a fresh schedule needs two more at most', () => {
    const [lead] = event.sessions.find(({ id }) => id === first.session)!.leads!;
    const people = event.people.map((person) =>
      person.id === lead ? { ...person, absent: [first.slot] } : person,
    );
    const problem = { ...event, people };
    const result = reschedule(problem, previous, options);
    const fresh = solve(problem, { seed: 1, iterations: 60_000 });
    expect(result.score.served).toBeGreaterThanOrEqual(0.99 * fresh.score.served);
    expect(result.furtherMoves).toBeLessThanOrEqual(3);
    expect(result.fresh.moved).toBeGreaterThan(10);
    const moved = result.changes.moved.find(({ session }) => session === first.session)!;
    expect(moved.reason).toEqual({ kind: 'uprooted', refusals: [{ kind: 'lead-absent', person: lead }] });
    expect(describeChangeReason(moved.reason)).toBe(`${lead} is absent then`);
  });

  test('a proposal that comes late is placed, and nobody has to move for it without need', () => {
    const problem: Problem = { ...event, sessions: [...event.sessions, { id: 'late' }] };
    const result = reschedule(problem, previous, options);
    expect(result.changes.added.map(({ session }) => session)).toEqual(['late']);
    expect(result.changes).toMatchObject({ moved: [], removed: [] });
  });

  test('what is gone from the problem is listed with what is missing', () => {
    const [second, third] = [previous[1]!, previous[2]!];
    const old = [
      { ...first, session: 'withdrawn' },
      { ...second, area: 'tent' },
      { ...third, slot: 'd9' },
    ];
    const { changes, placements } = reschedule(event, old, options);
    expect([...changes.moved, ...changes.removed].map(({ reason }) => reason)).toEqual([
      { kind: 'gone', what: 'area' },
      { kind: 'gone', what: 'slot' },
      { kind: 'gone', what: 'session' },
    ]);
    expect(placements).toHaveLength(24);
  });

  test('choices rise: each further move gives more', () => {
    const worse = solve(event, { seed: 1, iterations: 0 }).placements;
    const { choices } = reschedule(event, worse, { ...options, mostMoves: 8 });
    expect(choices.length).toBeGreaterThan(3);
    choices.reduce((before, next) => {
      expect(next.furtherMoves).toBeGreaterThan(before.furtherMoves);
      const more = next.placed > before.placed || next.served > before.served;
      expect(more).toBe(true);
      return next;
    });
  });

  test('as much as is enough is reached with no more moves than that takes', () => {
    const worse = solve(event, { seed: 1, iterations: 0 }).placements;
    const { choices, furtherMoves, fresh } = reschedule(event, worse, {
      ...options,
      mostMoves: 24,
      enough: 0.97,
    });
    const enough = choices.findIndex(({ served }) => served >= 0.97 * fresh.served);
    expect(furtherMoves).toBe(choices[enough]!.furtherMoves);
    expect(enough).toBeLessThan(choices.length - 1);
  });

  test('a clock may end it', () => {
    let looks = 0;
    const result = reschedule(event, previous, { seed: 1, until: () => ++looks === 5 });
    expect(looks).toBe(5);
    expect(result.placements).toEqual(previous);
    expect(() => reschedule(event, previous, { seed: 1 })).toThrow('iterations or until');
  });

  test('an unknown slot to freeze before is named', () => {
    const frozen = { ...options, frozenBefore: 'd9-9' };
    expect(() => reschedule(event, previous, frozen)).toThrow('no slot "d9-9"');
  });
});
