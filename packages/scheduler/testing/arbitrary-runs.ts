import fc from 'fast-check';
import { readProblem } from '../src/read-problem.ts';
import type { Problem, ProblemSession } from '../src/problem.ts';
import { arbitraryFile, type Sizes } from './arbitrary-problem.ts';

/** Problems in which some sessions are given two or three times, often in slots of their own. */
export function arbitraryProblemWithRuns(most?: Sizes): fc.Arbitrary<Problem> {
  return arbitraryFile(most).chain((problem) => {
    const slots = problem.slots.map(({ id }) => id);
    const run = fc.record({
      of: fc.constantFrom(...problem.sessions.map(({ id }) => id)),
      slots: fc.option(fc.subarray(slots), { nil: null }),
    });
    return fc.array(run, { minLength: 1, maxLength: 3 }).map((runs) => {
      const again = runs.map((one, i): ProblemSession => ({
        id: `again${i + 1}`,
        runOf: one.of,
        slots: one.slots,
      }));
      const read = readProblem({ ...problem, sessions: [...problem.sessions, ...again] });
      if (!read.ok) throw new Error(read.errors.join('\n'));
      return read.problem;
    });
  });
}
