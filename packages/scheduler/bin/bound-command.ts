import { setImmediate } from 'node:timers/promises';
import { loadHighsMaster } from '../highs/highs-master.ts';
import { createProver } from '../src/prove-bound.ts';
import { scoreSchedule } from '../src/score.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';
import { positiveNumber } from './read-number.ts';

export type BoundFlags = {
  readonly seconds?: string | undefined;
  readonly from?: string | undefined;
};

/** Gains computed between two looks at the clock; some tens of milliseconds. */
const STEP = 100_000;
const SAY_EVERY_MS = 1000;

/** Proves how much any schedule can serve at most, and prints it as JSON. Ctrl-C ends it with what is proven. */
export async function boundCommand(
  [problemFile, ...rest]: readonly string[],
  flags: BoundFlags,
): Promise<number> {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one file too many`]);
  const seconds = flags.seconds === undefined ? 10 : positiveNumber('--seconds', flags.seconds);
  const problem = loadProblem(problemFile);
  const found = flags.from === undefined ? undefined : loadSchedule(flags.from, problem).placements;
  const prover = createProver(problem, { createMaster: await loadHighsMaster(), found });
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true));
  let proof = prover.proof();
  let said = 0;
  while (!interrupted && !proof.finished && performance.now() < seconds * 1000) {
    proof = prover.step(STEP);
    if (performance.now() - said > SAY_EVERY_MS) {
      said = performance.now();
      console.error(`at most ${proof.bound} after ${proof.iterations} solutions of the master problem`);
    }
    await setImmediate(); // lets Ctrl-C come through
  }
  prover.dispose();
  const { bound, proven, iterations } = proof;
  const score = found && scoreSchedule(problem, { placements: found });
  const gap = score && { served: score.served, gapPercent: gapPercent(score.served, bound) };
  const answer = { bound, proven, ...gap, iterations, seconds: Math.round(performance.now()) / 1000 };
  console.log(JSON.stringify(answer, null, 2));
  return 0;
}

/** Rounded up to a hundredth, so that a gap never looks smaller than it is. */
function gapPercent(served: number, bound: number): number {
  return bound === 0 ? 0 : Math.ceil(((bound - served) / bound) * 10_000) / 100;
}
