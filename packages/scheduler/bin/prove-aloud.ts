import { setImmediate } from 'node:timers/promises';
import { loadHighsMaster } from '../highs/highs-master.ts';
import type { Placement, Problem } from '../src/problem.ts';
import { prove, type Proven } from '../src/prove.ts';
import type { Best, Proof } from '../src/prove-bound.ts';

const SAY_EVERY_MS = 1000;

/**
 * Lowers the bound until nothing more is to be had, `seconds` since the start of the process are
 * over, or somebody presses Ctrl-C. Says on standard error how far it is; what it says never grows.
 */
export async function proveAloud(
  problem: Problem,
  found: readonly Placement[] | undefined,
  seconds: number,
): Promise<Proven> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  let said: number | undefined;
  let saidAt = 0;
  const say = (proof: Proof, best: Best | undefined): void => {
    if (proof.bound !== said) console.error(line(proof, best));
    said = proof.bound;
    saidAt = performance.now();
  };
  let last: [Proof, Best | undefined] | undefined;
  const proven = await prove(problem, {
    createMaster: await loadHighsMaster(),
    found,
    signal: interruption.signal,
    onProgress: (proof, best) => {
      last = [proof, best];
      if (said === undefined || performance.now() - saidAt > SAY_EVERY_MS) say(proof, best);
      return performance.now() < seconds * 1000;
    },
    breathe: () => setImmediate(), // lets Ctrl-C come through
  });
  if (last) say(...last);
  process.removeListener('SIGINT', interrupt);
  return proven;
}

/** What is missing to the bound, in per cent rounded up to a hundredth, so that a gap never looks smaller than it is. */
export function gapPercent(served: number, bound: number): number {
  return bound <= served ? 0 : Math.ceil(((bound - served) / bound) * 10_000) / 100;
}

function line({ bound, iterations }: Proof, best: Best | undefined): string {
  const gap = best ? `, ${best.score.served} found (gap ${gapPercent(best.score.served, bound)} %)` : '';
  return `at most ${bound}${gap} after ${iterations} solutions of the master problem`;
}
