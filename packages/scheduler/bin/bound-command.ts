import { scoreSchedule } from '../src/score.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';
import { gapPercent, proveAloud } from './prove-aloud.ts';
import { positiveNumber } from './read-number.ts';

export type BoundFlags = {
  readonly seconds?: string | undefined;
  readonly from?: string | undefined;
};

/** Proves how much any schedule can serve at most, and prints it as JSON. Ctrl-C ends it with what is proven. */
export async function boundCommand(
  [problemFile, ...rest]: readonly string[],
  flags: BoundFlags,
): Promise<number> {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one file too many`]);
  const seconds = flags.seconds === undefined ? 10 : positiveNumber('--seconds', flags.seconds);
  const problem = loadProblem(problemFile);
  const found = flags.from === undefined ? undefined : loadSchedule(flags.from, problem).placements;
  const { bound, proven, best, iterations } = await proveAloud(problem, found, seconds);
  const score = found && scoreSchedule(problem, { placements: found });
  const answer = {
    bound,
    // About the schedule that was given, not about a better one that turned up.
    proven: proven && (found === undefined || best?.placements === found),
    ...(score && { served: score.served, gapPercent: gapPercent(score.served, bound) }),
    iterations,
    seconds: Math.round(performance.now()) / 1000,
  };
  console.log(JSON.stringify(answer, null, 2));
  return 0;
}
