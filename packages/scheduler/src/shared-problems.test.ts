import { describe, expect, test, vi } from 'vitest';
import { findShared } from '../testing/shared-problems.ts';
import { greedySchedule } from './greedy.ts';
import type { Placement, Problem } from './problem.ts';
import { createRandom, type Random } from './random.ts';
import { scoreSchedule } from './score.ts';
import { solve } from './solve.ts';

vi.setConfig({ testTimeout: 300_000 }); // the independent checker takes its time with 5000 people

const shared = await findShared();
// Vitest takes a file without any test for a failure.
if (!shared) test.skip('needs the shared problems and their checker');

describe.skipIf(!shared).each(shared?.problems ?? [])('$name', ({ problem }) => {
  const check = shared!.check;
  const greedy = greedySchedule(problem);
  const big = problem.people.length * problem.sessions.length > 200_000;
  const found = solve(problem, { seed: 1, iterations: big ? 4_000 : 60_000 });

  test('every number is the independent checker’s, also for schedules that break rules', () => {
    const random = createRandom(11);
    const schedules = [
      greedy.placements,
      found.placements,
      withoutSome(found.placements, random),
      anywhere(problem, random),
      anywhere(problem, random),
    ];
    const broken = schedules.map((placements) => {
      const ours = scoreSchedule(problem, { placements });
      const theirs = check(problem, { placements });
      expect({ ...ours, violations: rules(ours.violations.slice(0, 20)) }).toEqual({
        ...theirs,
        violations: rules(theirs.violations),
      });
      return ours.hard;
    });
    expect(broken.slice(0, 3)).toEqual([0, 0, 0]);
    expect(broken[3]).toBeGreaterThan(0);
  });

  test('the solver keeps every hard rule, beats the greedy pass, and stays below its bound', () => {
    const before = check(problem, greedy);
    const after = check(problem, found);
    expect(after.hard).toBe(0);
    expect(after.placed).toBeGreaterThanOrEqual(before.placed);
    if (after.placed === before.placed) expect(after.served).toBeGreaterThan(before.served);
    if (problem.areas.every(({ seats }) => seats === null))
      expect(after.unlimited).toBeGreaterThan(before.unlimited);
    expect(after.served).toBeLessThanOrEqual(found.bound);
    expect(found.bound).toBeLessThanOrEqual(after.trivialBound);
  });
});

function rules(violations: readonly { readonly rule: string }[]): string[] {
  return violations.map(({ rule }) => rule);
}

function withoutSome(placements: readonly Placement[], random: Random): Placement[] {
  return placements.filter(() => random.below(4) > 0);
}

/** Each session in a random cell, heedless of rules. */
function anywhere(problem: Problem, random: Random): Placement[] {
  return problem.sessions.map(({ id }) => ({
    session: id,
    slot: problem.slots[random.below(problem.slots.length)]!.id,
    area: problem.areas[random.below(problem.areas.length)]!.id,
  }));
}
