import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryProblem } from '../testing/arbitrary-problem.ts';
import { servedPerPerson } from './explain-people.ts';
import { generateProblem } from './generate.ts';
import type { Problem } from './problem.ts';
import { createProver } from './prove-bound.ts';
import { readProblem } from './read-problem.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

const event: Problem = generateProblem({
  people: 40,
  sessions: 24,
  slots: 8,
  areas: 4,
  seed: 5,
  kind: 'full',
});
const fair: Problem = { ...event, objective: 'fairness' };

test('is the sum over people of the root of their share, in thousandths', () => {
  const { placements, score } = solve(fair, { seed: 1, iterations: 2_000 });
  const people = servedPerPerson(event, placements).filter(({ possible }) => possible > 0);
  const roots = people.map(({ served, possible }) =>
    Math.floor(Math.sqrt(1000 * Math.floor((1000 * served) / possible))),
  );
  expect(score.fairness).toBe(roots.reduce((sum, root) => sum + root, 0));
  expect(scoreSchedule(event, { placements }).fairness).toBeUndefined();
});

test('is found by a search that goes by it, where the plain sum finds less of it and serves more', () => {
  const seeds = [1, 2, 3];
  const sum = (problem: Problem, of: 'fairness' | 'served'): number =>
    seeds
      .map((seed) => solve(problem, { seed, iterations: 12_000 }).placements)
      .reduce((total, placements) => total + scoreSchedule(fair, { placements })[of]!, 0);
  expect(sum(fair, 'fairness')).toBeGreaterThan(sum(event, 'fairness'));
  expect(sum(event, 'served')).toBeGreaterThan(sum(fair, 'served'));
});

test('with it the bound is still one of what is served, and nothing counts as proven', () => {
  fc.assert(
    fc.property(arbitraryProblem(), fc.nat(), (plain, seed) => {
      const problem: Problem = { ...plain, objective: 'fairness' };
      const found = solve(problem, { seed, iterations: 1_500 });
      expect(found.score.hard).toBe(0);
      expect(found.score).toEqual(scoreSchedule(problem, found));
      expect(found.score.served).toBeLessThanOrEqual(found.bound);
      expect(found.iterations).toBe(1_500);
      const prover = createProver(problem, { found: found.placements });
      for (let i = 0; i < 5; i++) prover.step(1_000);
      expect(prover.proof().proven).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('the objective is read, and a wrong one refused', () => {
  expect(readProblem(fair)).toMatchObject({ ok: true, problem: { objective: 'fairness' } });
  expect(readProblem({ ...event, objective: 'most' })).toEqual({
    ok: false,
    errors: ['objective: expected "served" or "fairness"'],
  });
});
