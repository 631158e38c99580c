import { boundServed } from './bound.ts';
import { compileProblem } from './compile-problem.ts';
import { DescentMaster } from './descent-master.ts';
import { greedySchedule } from './greedy.ts';
import type { Master, Supply } from './master.ts';
import { occupy } from './occupancy.ts';
import type { Placement, Problem } from './problem.ts';
import { ProofSearch } from './proof-search.ts';
import { scoreSchedule } from './score.ts';

export type Proof = {
  /** `served` of no schedule without broken hard rules exceeds this; never grows. */
  readonly bound: number;
  /** Whether a schedule that was told of, without broken hard rules, serves as much as the bound. */
  readonly proven: boolean;
  /** Whether more steps would not lower the bound. */
  readonly finished: boolean;
  /** Solutions of the master problem so far. */
  readonly iterations: number;
};

export type Prover = {
  /**
   * Works on for about so many gains computed (a few million a second), then says how far it is. A
   * step may take longer than asked for by one solution of the master problem.
   */
  step(work: number): Proof;
  /** Tells of a schedule; the proof may stop at what the best one serves. */
  tell(placements: readonly Placement[]): void;
  /** Where the proof stands. */
  proof(): Proof;
  /** Gives back what the solver of the master problem holds; the prover cannot be used afterwards. */
  dispose(): void;
};

export type ProverOptions = {
  /** From `loadHighsMaster`. Without it a slower method of our own solves the master problem. */
  readonly createMaster?: ((supply: Supply) => Master) | undefined;
  /** A schedule that is known; otherwise a greedy one is made to begin with. */
  readonly found?: readonly Placement[] | undefined;
};

/**
 * Proves, step by step, a tighter upper bound of `served` than `boundServed`, from which it starts.
 * The caller decides when to stop; every bound on the way is proven. The same steps give the same
 * bounds.
 */
export function createProver(problem: Problem, { createMaster, found }: ProverOptions = {}): Prover {
  const compiled = compileProblem(problem);
  const search = new ProofSearch(
    compiled,
    boundServed(problem),
    createMaster ?? ((supply) => new DescentMaster(supply)),
  );
  const running = search.run();
  let served = -1;
  let finished = false;
  tell(found ?? greedySchedule(problem).placements);

  function tell(placements: readonly Placement[]): void {
    const score = scoreSchedule(problem, { placements });
    if (score.hard > 0 || score.served <= served) return;
    served = score.served;
    search.learn(occupy(compiled, placements).slots.map(({ sessions }) => [...sessions]));
  }

  function step(work: number): Proof {
    for (let left = work; left > 0 && !finished && served < search.bound;) {
      const next = running.next();
      if (next.done) finished = true;
      else left -= next.value;
    }
    return proof();
  }

  function proof(): Proof {
    const proven = served >= search.bound;
    return { bound: search.bound, proven, finished: finished || proven, iterations: search.iterations };
  }

  return { step, tell, proof, dispose: () => search.dispose() };
}
