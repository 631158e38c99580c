import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { generateProblem } from './generate.ts';
import { greedySchedule } from './greedy.ts';
import type { Problem } from './problem.ts';
import { scoreSchedule } from './score.ts';
import { createSolver, solve, type Progress } from './solve.ts';

describe('hard rules hold', () => {
  test('in what is found, at any number of moves', () => {
    const cases = fc.record({
      problem: arbitraryProblem(),
      seed: fc.nat(),
      iterations: fc.constantFrom(0, 1, 700, 3000),
    });
    fc.assert(
      fc.property(cases, ({ problem, seed, iterations }) => {
        const solution = solve(problem, { seed, iterations });
        const score = scoreSchedule(problem, solution);
        expect(score.violations).toEqual([]);
        expect(solution.score).toEqual(score);
        expect(score.served).toBeLessThanOrEqual(solution.bound);
        const named = [...solution.placements, ...solution.unplaced].map(({ session }) => session);
        expect(named.toSorted()).toEqual(problem.sessions.map(({ id }) => id).toSorted());
      }),
      { numRuns: 150 },
    );
  });

  test('when the search is stopped at its first report', () => {
    fc.assert(
      fc.property(arbitraryProblem(), fc.nat(), (problem, seed) => {
        const reports: Progress[] = [];
        const solution = solve(problem, {
          seed,
          iterations: 1_000_000,
          onProgress: (progress) => {
            reports.push(progress);
            return false;
          },
        });
        expect(reports.length).toBeLessThanOrEqual(1);
        expect(solution.iterations).toBeLessThan(10_000);
        expect(scoreSchedule(problem, solution).hard).toBe(0);
        if (reports[0]) expect(solution.score.served).toBeGreaterThanOrEqual(reports[0].served);
      }),
      { numRuns: 60 },
    );
  });

  test('when it is aborted, before it begins or at any report', () => {
    const cases = fc.record({ problem: arbitraryProblem(), seed: fc.nat(), reports: fc.nat(20) });
    fc.assert(
      fc.property(cases, ({ problem, seed, reports }) => {
        const stop = new AbortController();
        const told: Progress[] = [];
        if (reports === 0) stop.abort();
        const onProgress = (progress: Progress): void => {
          if (told.push(progress) === reports) stop.abort();
        };
        const solution = solve(problem, { seed, iterations: 400_000, onProgress, signal: stop.signal });
        expect(told.length).toBeLessThanOrEqual(reports);
        if (stop.signal.aborted) expect(solution.iterations).toBe(told.at(-1)?.iterations ?? 0);
        expect(solution.score).toEqual(scoreSchedule(problem, solution));
        expect(solution.score.violations).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('when it starts from placements that break them', () => {
    const cases = arbitraryProblem().chain((problem) =>
      arbitraryPlacements(problem).map((initial) => ({ problem, initial })),
    );
    fc.assert(
      fc.property(cases, ({ problem, initial }) => {
        expect(solve(problem, { seed: 1, iterations: 600, initial }).score.violations).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

const event = generateProblem({ people: 40, sessions: 24, slots: 8, areas: 4, seed: 5, kind: 'full' });

test('the same problem, seed and iterations give the same schedule, watched or not', () => {
  const first = solve(event, { seed: 3, iterations: 20_000 });
  const again = solve(structuredClone(event), { seed: 3, iterations: 20_000, onProgress: () => true });
  expect(again).toEqual(first);
  expect(solve(event, { seed: 4, iterations: 20_000 }).placements).not.toEqual(first.placements);
});

test('a schedule that was found once is found for ever', () => {
  const { placements, score } = solve(event, { seed: 1, iterations: 5_000 });
  expect({
    served: score.served,
    cells: placements.map(({ slot, area }) => `${slot}/${area}`).join(' '),
  }).toMatchInlineSnapshot(`
    {
      "cells": "d1-6/3 d2-2/3 d1-1/3 d1-1/2 d1-3/4 d1-5/4 d1-2/2 d1-5/1 d1-3/1 d1-3/3 d2-1/4 d1-4/1 d2-2/2 d1-6/4 d1-2/3 d2-2/4 d1-2/1 d2-1/1 d1-1/4 d1-5/3 d1-4/3 d2-1/3 d1-4/2 d2-2/1",
      "served": 18550,
    }
  `);
});

test('progress never falls and ends with what is returned', () => {
  const reports: Progress[] = [];
  const solution = solve(event, {
    seed: 1,
    iterations: 50_000,
    onProgress: (progress) => void reports.push(progress),
  });
  expect(reports.length).toBeGreaterThan(50);
  reports.reduce((before, now) => {
    expect(now.placed > before.placed || (now.placed === before.placed && now.served >= before.served)).toBe(
      true,
    );
    expect(now.iterations).toBeGreaterThan(before.iterations);
    return now;
  });
  expect(reports.at(-1)).toMatchObject({
    iterations: 50_000,
    total: 50_000,
    served: solution.score.served,
    hard: 0,
  });
});

test('searching pays: more is served than by the greedy pass and than by few moves', () => {
  const greedy = scoreSchedule(event, greedySchedule(event));
  const few = solve(event, { seed: 1, iterations: 0 }).score;
  const many = solve(event, { seed: 1, iterations: 100_000 }).score;
  expect(many.placed).toBeGreaterThanOrEqual(Math.max(greedy.placed, few.placed));
  expect(many.served).toBeGreaterThan(Math.max(greedy.served, few.served));
});

test('placing counts before interest', () => {
  const slots = [{ id: 't1', day: '2027-04-28', start: '10:00', end: '10:50' }];
  const problem: Problem = {
    format: 'plenary-problem/1',
    slots,
    areas: [{ id: 'a', seats: null }],
    sessions: [{ id: 'wanted' }, { id: 'important', priority: 1.5 }],
    people: [{ id: 'p', interest: { wanted: 100 } }],
  };
  const solution = solve(problem, { seed: 1, iterations: 2_000 });
  expect(solution.placements).toEqual([{ session: 'important', slot: 't1', area: 'a' }]);
  expect(solution.unplaced).toEqual([{ session: 'wanted', reason: 'In t1 every area is taken.' }]);
});

test('a pin that cannot be kept leaves its session unplaced, and the score says so', () => {
  const [first] = event.sessions;
  const leads = first!.leads!;
  const people = event.people.map((person) =>
    leads.includes(person.id) ? { ...person, absent: ['d1-1'] } : person,
  );
  const sessions = event.sessions.map((session) =>
    session === first ? { ...session, length: 1, slots: null, pin: { slot: 'd1-1' } } : session,
  );
  const solution = solve({ ...event, people, sessions }, { seed: 1, iterations: 2_000 });
  expect(solution.score.violations).toEqual([{ rule: 'pin', detail: { session: 's1' } }]);
  expect(solution.unplaced[0]).toEqual({
    session: 's1',
    reason: `In d1-1 ${leads.map((id) => `${id} is absent then`).join(' and ')}.`,
  });
});

test('pins without an area leave room for those with one', () => {
  const slots = [{ id: 't1', day: '2027-04-28', start: '10:00', end: '10:50' }];
  const problem: Problem = {
    format: 'plenary-problem/1',
    slots,
    areas: ['a', 'b', 'c'].map((id) => ({ id, seats: null, features: id === 'a' ? ['screen'] : [] })),
    sessions: [
      { id: 's1', pin: { slot: 't1' } },
      { id: 's2', pin: { slot: 't1', area: 'b' } },
      { id: 's3', pin: { slot: 't1' }, needs: ['screen'] },
    ],
    people: [],
  };
  expect(solve(problem, { seed: 1, iterations: 0 }).score).toMatchObject({ hard: 0, placed: 3 });
});

test('the search ends early when its result is proven', () => {
  const people = [{ id: 'p', interest: { s1: 100, s2: 50 } }];
  const sessions = [{ id: 's1' }, { id: 's2' }, { id: 'nowhere', needs: ['a pool'] }];
  const solution = solve({ ...event, people, sessions }, { seed: 1, iterations: 1_000_000 });
  expect(solution.score).toMatchObject({ placed: 2, served: 150 });
  expect(solution.bound).toBe(150);
  expect(solution.iterations).toBeLessThan(1_000_000);
});

test('a start that is given is kept where nothing better is found', () => {
  const good = solve(event, { seed: 1, iterations: 60_000 });
  const next = solve(event, { seed: 2, iterations: 0, initial: good.placements });
  expect(next.placements).toEqual(good.placements);
});

test('a solver that is driven step by step improves without knowing its end', () => {
  const solver = createSolver(event, { seed: 1 });
  const before = solver.best().score.served;
  let progress = solver.step(1_000);
  for (let i = 0; i < 20; i++) progress = solver.step(10_000);
  expect(progress.iterations).toBe(201_000);
  expect(solver.best().score.served).toBeGreaterThan(before);
  expect(solver.best().score.served).toBe(progress.served);
});

test('an event without sessions, areas, slots or people is solved too', () => {
  for (const empty of [{ sessions: [] }, { areas: [] }, { slots: [] }, { people: [] }]) {
    const sessions = [{ id: 's1' }];
    const problem: Problem = { ...event, people: [], sessions, ...empty };
    const expected = 'sessions' in empty || 'areas' in empty || 'slots' in empty ? 0 : 1;
    expect(solve(problem, { seed: 1, iterations: 1_000 }).placements).toHaveLength(expected);
  }
});
