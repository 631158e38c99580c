import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { loadHighsMaster } from '../highs/highs-master.ts';
import { arbitraryProblemWithRuns } from '../testing/arbitrary-runs.ts';
import { bestServedExhaustively } from '../testing/best-served-exhaustively.ts';
import { seatByHand } from '../testing/seat-by-hand.ts';
import { findShared } from '../testing/shared-problems.ts';
import { boundServed } from './bound.ts';
import { compileProblem } from './compile-problem.ts';
import { explainPerson, servedPerPerson } from './explain-people.ts';
import { priceAllCells, priceMove } from './price-move.ts';
import type { Placement, Problem, ProblemArea } from './problem.ts';
import { createProver } from './prove-bound.ts';
import { createRandom } from './random.ts';
import { readProblem } from './read-problem.ts';
import { scoreSchedule } from './score.ts';
import { Search } from './search.ts';
import { solve } from './solve.ts';
import { Timetable } from './timetable.ts';

vi.setConfig({ testTimeout: 120_000 }); // people are seated thousands of times, twice over

const createMaster = await loadHighsMaster();
const check = (await findShared())?.check;

const roomy = { slots: 6, areas: 4, sessions: 6, people: 7 };
/** What a short search finds, or some of it. */
const scheduled = fc
  .record({
    problem: arbitraryProblemWithRuns(roomy),
    seed: fc.nat(),
    leftOut: fc.array(fc.nat(12), { maxLength: 2 }),
  })
  .map(({ problem, seed, leftOut }) => {
    const { placements } = solve(problem, { seed, iterations: 30 });
    return { problem, placements: placements.filter((_, i) => !leftOut.includes(i)) };
  });

test('people sit as the README says, counted by hand', () => {
  let twice = 0;
  fc.assert(
    fc.property(scheduled, ({ problem, placements }) => {
      const seats = seatByHand(problem, placements);
      const score = scoreSchedule(problem, { placements });
      expect(score.served).toBe(seats.reduce((sum, { weight }) => sum + weight, 0));
      for (const { person, served, possible } of servedPerPerson(problem, placements)) {
        expect(served).toBeLessThanOrEqual(possible);
        const { attends } = explainPerson(problem, placements, person);
        const byHand = seats
          .filter((seat) => seat.person === person)
          .map(({ slot, session, weight }) => ({ slot, session, weight }));
        expect(new Set(attends.map((one) => JSON.stringify(one)))).toEqual(
          new Set(byHand.map((one) => JSON.stringify(one))),
        );
      }
      const placed = new Set(placements.map(({ session }) => session));
      if (problem.sessions.some(({ id, runOf }) => runOf && placed.has(id) && placed.has(runOf))) twice++;
    }),
    { numRuns: 250 },
  );
  expect(twice).toBeGreaterThan(20);
});

test('hard rules hold for each run, as the independent checker sees them', () => {
  const cases = arbitraryProblemWithRuns();
  fc.assert(
    fc.property(cases, fc.nat(), (problem, seed) => {
      const { placements, score, bound } = solve(problem, { seed, iterations: 1_500 });
      expect(score).toEqual(scoreSchedule(problem, { placements }));
      expect(score.hard).toBe(0);
      expect(score.served).toBeLessThanOrEqual(bound);
      if (!check) return;
      const theirs = check(problem, { placements });
      expect(theirs).toMatchObject({ hard: 0, placed: score.placed });
    }),
    { numRuns: 100 },
  );
});

test('the value kept up to date move by move is the value computed from scratch, with either objective', () => {
  const preferences = fc.constantFrom(undefined, { areaChanges: 3, spread: 1, fairness: 2 });
  const objective = fc.constantFrom('served' as const, 'fairness' as const);
  const cases = fc.record({ problem: arbitraryProblemWithRuns(), preferences, objective, seed: fc.nat() });
  const values = new Set<number>();
  fc.assert(
    fc.property(cases, ({ seed, ...given }) => {
      const problem: Problem = {
        ...given.problem,
        preferences: given.preferences,
        objective: given.objective,
      };
      const search = new Search(new Timetable(compileProblem(problem)), createRandom(seed));
      for (let i = 0; i < 40; i++) {
        search.run(1, i < 25 ? 1e6 : search.heat);
        const score = scoreSchedule(problem, { placements: search.timetable.placements() });
        expect(search.served).toBe(given.objective === 'fairness' ? score.fairness : score.served);
        expect(search.comfort).toBe(score.comfort ?? 0);
        values.add(search.served);
      }
    }),
    { numRuns: 100 },
  );
  expect(values.size).toBeGreaterThan(80);
});

test('kernel and fallback take the same way', () => {
  fc.assert(
    fc.property(arbitraryProblemWithRuns(), fc.nat(), (problem, seed) => {
      const [simd, plain] = (['simd', 'plain'] as const).map((kernel) =>
        solve(problem, { seed, iterations: 800, kernel }),
      );
      expect(simd).toEqual(plain);
    }),
    { numRuns: 40 },
  );
});

test('no schedule of a tiny problem serves more than a bound, and no proof is wrong', () => {
  let proven = 0;
  const tiny = arbitraryProblemWithRuns({ slots: 3, areas: 2, sessions: 3, people: 6 });
  fc.assert(
    fc.property(tiny, (problem) => {
      const optimum = bestServedExhaustively(problem);
      expect(boundServed(problem)).toBeGreaterThanOrEqual(optimum);
      const prover = createProver(problem, { createMaster });
      for (let i = 0; i < 20 && !prover.proof().finished; i++) prover.step(1_000);
      const proof = prover.proof();
      prover.dispose();
      expect(proof.bound).toBeGreaterThanOrEqual(optimum);
      if (!proof.proven) return;
      expect(prover.best()!.score.served).toBe(optimum);
      proven++;
    }),
    { numRuns: 120 },
  );
  expect(proven).toBeGreaterThan(10);
});

test('the price of a move is what it changes', () => {
  const cases = scheduled.chain(({ problem, placements }) =>
    fc.record({
      problem: fc.constant(problem),
      placements: fc.constant(placements),
      session: fc.constantFrom(...problem.sessions.map(({ id }) => id)),
    }),
  );
  let priced = 0;
  fc.assert(
    fc.property(cases, ({ problem, placements, session }) => {
      const before = scoreSchedule(problem, { placements });
      for (const { slot, area, price } of priceAllCells(problem, placements, session)) {
        if (!price.ok) continue;
        const moved = [...placements.filter((one) => one.session !== session), { session, slot, area }];
        const after = scoreSchedule(problem, { placements: moved });
        expect(price.served).toBe(after.served - before.served);
        expect(price.seatsShort).toBe(after.seatsShort - before.seatsShort);
        priced++;
      }
      const off = priceMove(problem, placements, { session, to: null });
      if (off.ok) {
        const left = placements.filter((one) => one.session !== session);
        expect(off.served).toBe(scoreSchedule(problem, { placements: left }).served - before.served);
      }
    }),
    { numRuns: 120 },
  );
  expect(priced).toBeGreaterThan(60);
});

const slot = (id: string) => ({ id, day: '2027-04-28', start: '10:00', end: '10:50' });
const file = {
  format: 'plenary-problem/1',
  slots: ['t1', 't2', 't3'].map(slot),
  areas: [
    { id: 'hall', seats: 2 },
    { id: 'den', seats: null },
  ],
  sessions: [
    { id: 'intro', leads: ['ann'], length: 1, needs: [] },
    { id: 'intro-2', runOf: 'intro' },
    { id: 'other' },
  ],
  people: [
    { id: 'ann', interest: {} },
    { id: 'bob', interest: { intro: 100, other: 75 } },
    { id: 'cem', interest: { intro: 75 } },
    { id: 'dan', interest: { intro: 50 } },
  ],
};

describe('a session that is run twice', () => {
  const read = readProblem(file);
  if (!read.ok) throw new Error(read.errors.join('\n'));
  const { problem } = read;
  const placements: Placement[] = [
    { session: 'intro', slot: 't1', area: 'hall' },
    { session: 'intro-2', slot: 't3', area: 'hall' },
    { session: 'other', slot: 't1', area: 'den' },
  ];

  test('seats each person in the run that suits, once, and its lead in both', () => {
    // Bob has other at the same time as the first run. Cem takes the first seat beside Ann there, Dan the second run.
    const attends = (person: string) =>
      explainPerson(problem, placements, person).attends.map(({ slot: at, session, weight }) =>
        [at, session, weight].join(' '),
      );
    expect(attends('ann')).toEqual(['t1 intro 100', 't3 intro-2 0']);
    expect(attends('bob')).toEqual(['t1 other 75', 't3 intro-2 100']);
    expect(attends('cem')).toEqual(['t1 intro 75']);
    expect(attends('dan')).toEqual([]);
    expect(explainPerson(problem, placements, 'cem').misses).toEqual([]);
    expect(explainPerson(problem, placements, 'dan').misses).toHaveLength(2);
    expect(scoreSchedule(problem, { placements })).toMatchObject({ hard: 0, served: 350, placed: 3 });
  });

  test('a proof counts seats, also those of a session that is given once', () => {
    const everybody = ['eve', 'fay', 'gus', 'hal'].map((id) => ({ id, interest: { other: 100 } }));
    const proveFor = (areas: Problem['areas']) => {
      const prover = createProver(
        { ...problem, areas, people: [...problem.people, ...everybody] },
        { createMaster },
      );
      for (let i = 0; i < 50 && !prover.proof().finished; i++) prover.step(1_000);
      const { bound } = prover.proof();
      prover.dispose();
      return bound;
    };
    const [hall, den] = problem.areas as [ProblemArea, ProblemArea];
    // Five want the other session, of whom two sit: three of them, and Bob, who wants it less, lose what it is to them.
    expect(proveFor([hall, { ...den, seats: 2 }])).toBeLessThan(proveFor([hall, den]));
  });

  test('may not overlap itself, and needs its lead each time', () => {
    const [first, second] = placements as [Placement, Placement];
    const rules = scoreSchedule(problem, {
      placements: [first, { ...second, slot: 't1', area: 'den' }],
    }).violations.map(({ rule }) => rule);
    expect(rules.toSorted()).toEqual(['notWith', 'notWith', 'person in two places']);
    const away = problem.people.map((one) => (one.id === 'ann' ? { ...one, absent: ['t2', 't3'] } : one));
    const solution = solve({ ...problem, people: away }, { seed: 1, iterations: 500 });
    expect(solution.unplaced.map(({ session }) => session)).toHaveLength(1);
  });

  test.each([
    ['sessions[1].runOf: no session "nothing"', { runOf: 'nothing' }],
    ['sessions[1].runOf: "intro-2" names itself', { runOf: 'intro-2' }],
    ['sessions[1].length: expected 1 as for "intro", of which it is another run', { length: 2 }],
  ])('%s', (sentence, change) => {
    const sessions = file.sessions.map((session, s) => (s === 1 ? { ...session, ...change } : session));
    expect(readProblem({ ...file, sessions })).toEqual({ ok: false, errors: [sentence] });
  });

  test('a run of a run, and interest of its own, are refused', () => {
    const sessions = [...file.sessions, { id: 'intro-3', runOf: 'intro-2' }];
    expect(readProblem({ ...file, sessions })).toMatchObject({
      ok: false,
      errors: ['sessions[3].runOf: "intro-2" is itself a run of "intro": name that'],
    });
    const people = [{ id: 'ann', interest: { 'intro-2': 25 } }];
    expect(readProblem({ ...file, people })).toEqual({
      ok: false,
      errors: [
        'people[0].interest["intro-2"]: it is another run of "intro": expected the interest in that, or nothing',
      ],
    });
  });

  test('what was read can be read again', () => {
    expect(readProblem(JSON.parse(JSON.stringify(problem)))).toEqual(read);
  });
});
