import type { Abort } from './abort.ts';
import type { Problem } from './problem.ts';
import { createProver, type Best, type Proof, type ProverOptions } from './prove-bound.ts';

export type ProveOptions = ProverOptions & {
  /** Ends the proof with what is proven so far. */
  readonly signal?: Abort | undefined;
  /** Called after every step; returning false ends the proof. Callers that have a clock look at it here. */
  readonly onProgress?: ((proof: Proof, best: Best | undefined) => boolean | void) | undefined;
  /** Waited for after every step, so that messages and the signal come in; without it nothing waits. */
  readonly breathe?: (() => Promise<unknown>) | undefined;
};

export type Proven = Proof & { readonly best: Best | undefined };

/** Gains computed in a step; some tens of milliseconds. */
const STEP = 100_000;

/**
 * Proves as tight a bound as can be had: until nothing more is to be gained, the signal ends it or
 * `onProgress` does. The bound is proven whenever it ends, also when it was aborted before it began.
 */
export async function prove(
  problem: Problem,
  { signal, onProgress, breathe, ...options }: ProveOptions = {},
): Promise<Proven> {
  const prover = createProver(problem, options);
  try {
    let proof = prover.proof();
    while (!proof.finished && !signal?.aborted) {
      if (onProgress?.(proof, prover.best()) === false) break;
      proof = prover.step(STEP);
      await breathe?.();
    }
    onProgress?.(proof, prover.best());
    return { ...proof, best: prover.best() };
  } finally {
    prover.dispose();
  }
}
