import { setImmediate } from 'node:timers/promises';
import { loadHighsMaster } from '../highs/highs-master.ts';
import type { Placement, Problem } from '../src/problem.ts';
import { createProver, type Best, type Proof } from '../src/prove-bound.ts';

export type Proven = Proof & { readonly best: Best | undefined };

/** Gains computed between two looks at the clock; some tens of milliseconds. */
const STEP = 100_000;
const SAY_EVERY_MS = 1000;

/**
 * Lowers the bound until nothing more is to be had, `seconds` since the start of the process are
 * over, or somebody presses Ctrl-C. Says on standard error how far it is; what it says never grows.
 */
export async function prove(
  problem: Problem,
  found: readonly Placement[] | undefined,
  seconds: number,
): Promise<Proven> {
  const prover = createProver(problem, { createMaster: await loadHighsMaster(), found });
  let interrupted = false;
  const interrupt = (): void => void (interrupted = true);
  process.once('SIGINT', interrupt);
  let proof = prover.proof();
  let said: Proof | undefined;
  let saidAt = performance.now();
  const say = (): void => {
    if (proof.bound !== said?.bound) console.error(line(proof, prover.best()));
    said = proof;
    saidAt = performance.now();
  };
  say();
  while (!interrupted && !proof.finished && performance.now() < seconds * 1000) {
    proof = prover.step(STEP);
    if (performance.now() - saidAt > SAY_EVERY_MS) say();
    await setImmediate(); // lets Ctrl-C come through
  }
  say();
  const best = prover.best();
  prover.dispose();
  process.removeListener('SIGINT', interrupt);
  return { ...proof, best };
}

/** What is missing to the bound, in per cent rounded up to a hundredth, so that a gap never looks smaller than it is. */
export function gapPercent(served: number, bound: number): number {
  return bound <= served ? 0 : Math.ceil(((bound - served) / bound) * 10_000) / 100;
}

function line({ bound, iterations }: Proof, best: Best | undefined): string {
  const gap = best ? `, ${best.score.served} found (gap ${gapPercent(best.score.served, bound)} %)` : '';
  return `at most ${bound}${gap} after ${iterations} solutions of the master problem`;
}
