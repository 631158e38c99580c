import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryPlacements, arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { compileProblem } from './compile-problem.ts';
import { COMFORTS } from './comfort.ts';
import { generateProblem } from './generate.ts';
import type { Preferences, Problem } from './problem.ts';
import { createRandom } from './random.ts';
import { readProblem } from './read-problem.ts';
import { scoreSchedule } from './score.ts';
import { Search } from './search.ts';
import { solve } from './solve.ts';
import { Timetable } from './timetable.ts';

const weight = fc.constantFrom(0, 1, 7, 1000);
const preferring = fc
  .record({
    problem: arbitraryProblem(),
    preferences: fc.record({
      stability: weight,
      fairness: weight,
      fit: weight,
      spread: weight,
      areaChanges: fc.constantFrom(1, 10),
    }),
    topics: fc.array(fc.constantFrom('kernel', 'docs', undefined), { minLength: 7, maxLength: 7 }),
    seats: fc.boolean(),
  })
  .chain(({ problem, preferences, topics, seats }) => {
    const sessions = problem.sessions.map((session, s) => ({ ...session, topic: topics[s] }));
    const areas = seats ? problem.areas : problem.areas.map((area) => ({ ...area, seats: null }));
    return arbitraryPlacements(problem).map((previous): Problem => ({
      ...problem,
      sessions,
      areas,
      previous,
      preferences,
    }));
  });

test('comfort kept up to date move by move is the comfort computed from scratch', () => {
  const different = new Set<number>();
  fc.assert(
    fc.property(preferring, fc.nat(), (problem, seed) => {
      const search = new Search(new Timetable(compileProblem(problem)), createRandom(seed));
      for (let i = 0; i < 60; i++) {
        search.run(1, i < 40 ? 1e6 : search.heat);
        const score = scoreSchedule(problem, { placements: search.timetable.placements() });
        expect(search.comfort).toBe(score.comfort);
        expect(search.served).toBe(score.served);
        different.add(search.comfort);
      }
    }),
    { numRuns: 100 },
  );
  expect(different.size).toBeGreaterThan(200);
});

test('the best of a search is the best by placed, then served, then comfort, of all it has seen', () => {
  fc.assert(
    fc.property(preferring, fc.nat(), (problem, seed) => {
      const search = new Search(new Timetable(compileProblem(problem)), createRandom(seed));
      let best = [search.placed, search.served, search.comfort];
      for (let i = 0; i < 60; i++) {
        search.run(1, 1e6);
        const now = [search.placed, search.served, search.comfort];
        if (isMore(now, best)) best = now;
        expect([search.bestPlaced, search.bestServed, search.bestComfort]).toEqual(best);
      }
    }),
    { numRuns: 60 },
  );
});

function isMore(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first]! > b[first]!;
}

const slots = ['t1', 't2'].map((id, i) => ({
  id,
  day: '2027-04-28',
  start: `${10 + i}:00`,
  end: `${10 + i}:50`,
}));

describe('what each preference counts', () => {
  const problem: Problem = {
    format: 'plenary-problem/1',
    slots,
    areas: [
      { id: 'hall', seats: 5 },
      { id: 'den', seats: 2 },
    ],
    sessions: [
      { id: 'a', topic: 'docs' },
      { id: 'b', topic: 'docs' },
      { id: 'c', topic: 'tools' },
    ],
    people: [
      { id: 'p', interest: { a: 100, b: 50, c: 100 } },
      { id: 'q', interest: { a: 100, c: 25 } },
      { id: 'r', interest: { c: 100 } },
    ],
    previous: [
      { session: 'a', slot: 't1', area: 'hall' },
      { session: 'b', slot: 't2', area: 'den' },
    ],
    preferences: { stability: 1, fairness: 10, fit: 100, spread: 1000, areaChanges: 3 },
  };
  const placements = [
    { session: 'a', slot: 't1', area: 'hall' },
    { session: 'b', slot: 't1', area: 'den' },
    { session: 'c', slot: 't2', area: 'den' },
  ];

  test('as the README has it', () => {
    const { comforts, comfort } = scoreSchedule(problem, { placements });
    expect(comforts).toEqual({
      // b has moved, and p wants it.
      stability: 2,
      // p has all; r has all; q has 100 of 125, and no seat in c: √0.8 = 0.894.
      fairness: 1000 + 894 + 1000,
      // a: 5 seats for 2; b: 2 seats for 1; c: 2 seats for 3.
      fit: 3 + 1 + 1,
      spread: 1,
      // p goes from the hall to the den; q sits in one slot only, and r too.
      areaChanges: 1,
    });
    expect(comfort).toBe(10 * 2894 - 2 - 100 * 5 - 1000 - 3);
  });

  test('nothing without weights', () => {
    for (const preferences of [undefined, {}, { fit: 0 }]) {
      const score = scoreSchedule({ ...problem, preferences }, { placements });
      expect('comfort' in score || 'comforts' in score).toBe(false);
    }
  });
});

describe('a preference decides between schedules that serve the same', () => {
  const options = { seed: 2, iterations: 60_000 };
  // One alone may be as comfortable by chance, or serve a little more.
  const events = [3, 4, 5, 6].map((seed) => {
    const event = generateProblem({ people: 30, sessions: 16, slots: 5, areas: 4, seed, kind: 'plain' });
    const previous = solve(event, { seed: 1, iterations: 100_000 }).placements;
    const topics = event.sessions.map((session, s) => ({ ...session, topic: `topic ${s % 4}` }));
    const areas = event.areas.map((area, a) => ({ ...area, seats: 30 + 15 * a }));
    const plain: Problem = { ...event, sessions: topics, areas, previous };
    return { plain, without: solve(plain, options) };
  });

  test.each(COMFORTS)('%s', (term) => {
    let gained = 0;
    for (const { plain, without } of events) {
      const problem = { ...plain, preferences: { [term]: 1 } satisfies Preferences };
      const found = solve(problem, options);
      expect(found.score.placed).toBe(16);
      expect(found.score.served).toBeGreaterThanOrEqual(0.998 * without.score.served);
      gained += found.score.comfort! - scoreSchedule(problem, without).comfort!;
    }
    expect(gained).toBeGreaterThan(0);
  });
});

test('what is served is never given up for comfort', () => {
  const problem: Problem = {
    format: 'plenary-problem/1',
    slots,
    areas: ['x', 'y'].map((id) => ({ id, seats: null })),
    sessions: ['a', 'b'].map((id) => ({ id, topic: 'docs' })),
    people: [
      { id: 'p', interest: { a: 100 } },
      { id: 'q', absent: ['t2'], interest: { b: 1 } },
      { id: 'r', absent: ['t2'], interest: { a: 1 } },
    ],
    previous: [
      { session: 'a', slot: 't2', area: 'x' },
      { session: 'b', slot: 't2', area: 'y' },
    ],
    preferences: { stability: 1000, spread: 1000 },
  };
  const { placements, score } = solve(problem, { seed: 1, iterations: 5_000 });
  expect(score.served).toBe(102);
  expect(placements.map(({ slot }) => slot)).toEqual(['t1', 't1']);
});

test('weights that are none are refused with their place', () => {
  const event = generateProblem({ people: 2, sessions: 2, slots: 2, areas: 2, seed: 1, kind: 'plain' });
  const errorsOf = (preferences: unknown): readonly string[] => {
    const read = readProblem({ ...event, preferences });
    return read.ok ? [] : read.errors;
  };
  expect(errorsOf({ stability: 3, areaChanges: 0 })).toEqual([]);
  expect(errorsOf(null)).toEqual([]);
  expect(errorsOf([])).toEqual(['preferences: expected an object, found a list']);
  expect(errorsOf({ fit: -1, spread: 0.5, comfort: 1 })).toEqual([
    'preferences.fit: expected a whole number from 0 to 1000, found -1',
    'preferences.spread: expected a whole number from 0 to 1000, found 0.5',
    'preferences.comfort: expected one of stability, fairness, fit, spread, areaChanges',
  ]);
  const read = readProblem({
    ...event,
    sessions: [
      { id: 's1', topic: 7 },
      { id: 's2', topic: 'docs' },
    ],
  });
  expect(read).toEqual({ ok: false, errors: ['sessions[0].topic: expected a text, found 7'] });
});
