import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadHighsMaster } from '../highs/highs-master.ts';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { bestServedExhaustively } from '../testing/best-served-exhaustively.ts';
import { boundServed } from './bound.ts';
import { generateProblem } from './generate.ts';
import type { Problem } from './problem.ts';
import { createProver, type Prover, type ProverOptions } from './prove-bound.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const createMaster = await loadHighsMaster();
const event = (kind: 'plain' | 'full'): Problem =>
  generateProblem({ people: 30, sessions: 24, slots: 6, areas: 4, seed: 3, kind });

test('HiGHS is there, or else half of what follows would test nothing', () => {
  expect(createMaster).toBeDefined();
});

describe.each<[string, ProverOptions]>([
  ['with HiGHS', { createMaster }],
  ['without a solver', {}],
])('%s', (_, options) => {
  test('no schedule of a tiny problem serves more than any bound on the way; at the end many reach it', () => {
    let reached = 0;
    let tighter = 0;
    fc.assert(
      fc.property(arbitraryProblem({ slots: 3, areas: 3, sessions: 5, people: 6 }), (problem) => {
        const optimum = bestServedExhaustively(problem);
        const prover = createProver(problem, options);
        const bounds = boundsOf(prover, 30);
        prover.dispose();
        expect(Math.min(...bounds)).toBeGreaterThanOrEqual(optimum);
        const best = prover.best();
        if (best) expect(best.score).toEqual(scoreSchedule(problem, best));
        if (best) expect(best.score).toMatchObject({ hard: 0 });
        if (prover.proof().proven) {
          expect(best?.score.served).toBe(optimum);
          expect(bounds.at(-1)).toBe(optimum);
        }
        if (bounds.at(-1) === optimum) reached++;
        if (bounds.at(-1)! < boundServed(problem)) tighter++;
      }),
      { numRuns: 200 },
    );
    expect(reached).toBeGreaterThan(80);
    expect(tighter).toBeGreaterThan(2);
  });

  test.each(['plain', 'full'] as const)(
    'the bound of a %s event never grows, and is what a search found',
    (kind) => {
      const problem = event(kind);
      const { placements, score } = solve(problem, { seed: 1, iterations: 100_000 });
      const prover = createProver(problem, { ...options, found: placements });
      const bounds = boundsOf(prover, 2_000);
      prover.dispose();
      expect(bounds[0]).toBeLessThanOrEqual(boundServed(problem));
      bounds.reduce((before, bound) => {
        expect(bound).toBeLessThanOrEqual(before);
        return bound;
      });
      expect(new Set(bounds).size).toBeGreaterThan(2);
      expect(bounds.at(-1)).toBeGreaterThanOrEqual(score.served);
      expect(bounds.at(-1)! / score.served).toBeLessThan(1.02);
    },
  );

  test('comes upon the best schedule itself, and keeps the one that places more', () => {
    const problem = event('plain');
    const prover = createProver(problem, options);
    const poor = prover.best()!;
    boundsOf(prover, 2_000);
    expect(prover.proof().proven).toBe(true);
    expect(prover.best()!.score.served).toBeGreaterThan(poor.score.served);
    expect(prover.best()!.score.served).toBe(prover.proof().bound);
    prover.tell(prover.best()!.placements.slice(1));
    expect(prover.best()!.score.placed).toBe(24);
    prover.dispose();
  });

  test('pins that contradict each other leave a bound, and nothing proven', () => {
    const problem = event('plain');
    const pin = { slot: problem.slots[0]!.id, area: problem.areas[0]!.id };
    const sessions = problem.sessions.map((session, s) => (s < 2 ? { ...session, pin } : session));
    const prover = createProver({ ...problem, sessions }, options);
    const bounds = boundsOf(prover, 300);
    expect(bounds.at(-1)).toBeGreaterThan(0);
    expect(prover.best()).toBeUndefined();
    expect(prover.proof().proven).toBe(false);
  });

  test('the same steps give the same bounds', () => {
    const run = (): number[] => boundsOf(createProver(structuredClone(event('full')), options), 500);
    expect(run()).toEqual(run());
  });

  test('an event without sessions, areas, slots or people needs no steps', () => {
    for (const empty of [{ sessions: [] }, { areas: [] }, { slots: [] }, { people: [] }]) {
      const nobody = { id: 'p1', interest: {} };
      const problem: Problem = { ...event('plain'), people: [nobody], sessions: [{ id: 's1' }], ...empty };
      expect(createProver(problem, options).step(1)).toMatchObject({
        bound: 0,
        proven: true,
        finished: true,
      });
    }
  });
});

/** The bound at first and after each of at most so many steps. */
function boundsOf(prover: Prover, steps: number): number[] {
  const bounds = [prover.proof().bound];
  for (let i = 0; i < steps && !prover.proof().finished; i++) bounds.push(prover.step(1_000).bound);
  return bounds;
}
