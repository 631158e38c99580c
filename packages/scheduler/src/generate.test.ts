import { expect, test } from 'vitest';
import { generateProblem } from './generate.ts';
import { readProblem } from './read-problem.ts';

test.each(['plain', 'full'] as const)(
  'a generated %s problem is valid, of the size asked for, and repeatable',
  (kind) => {
    const options = { people: 30, sessions: 40, slots: 13, areas: 5, seed: 9, kind };
    const problem = generateProblem(options);
    expect(readProblem(JSON.parse(JSON.stringify(problem))).ok).toBe(true);
    expect([
      problem.people.length,
      problem.sessions.length,
      problem.slots.length,
      problem.areas.length,
    ]).toEqual([30, 40, 13, 5]);
    expect(generateProblem(options)).toEqual(problem);
    expect(generateProblem({ ...options, seed: 10 })).not.toEqual(problem);
    const interests = problem.people.reduce((sum, person) => sum + Object.keys(person.interest).length, 0);
    expect(interests / 30).toBeGreaterThan(3);
  },
);
