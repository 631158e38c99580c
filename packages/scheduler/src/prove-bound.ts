import { arrangeSets } from './arrange-sets.ts';
import { boundServed } from './bound.ts';
import { closeGap, type ChosenSet } from './close-gap.ts';
import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { DescentMaster } from './descent-master.ts';
import { greedySchedule } from './greedy.ts';
import type { Master, Supply } from './master.ts';
import { occupy } from './occupancy.ts';
import { placeSets } from './place-sets.ts';
import type { Placement, Problem, Score } from './problem.ts';
import { ProofSearch } from './proof-search.ts';
import { scoreSchedule } from './score.ts';
import { SCALE } from './slot-classes.ts';

export type Proof = {
  /** `served` of no schedule without broken hard rules exceeds this; never grows. */
  readonly bound: number;
  /** Whether {@link Prover.best} is proven: it places all that has a cell, and serves as much as the bound. */
  readonly proven: boolean;
  /** Whether more steps would not lower the bound. */
  readonly finished: boolean;
  /** Solutions of the master problem so far. */
  readonly iterations: number;
};

export type Best = { readonly placements: readonly Placement[]; readonly score: Score };

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
  /**
   * The best schedule that was told of or that turned up on the way, as `scoreSchedule` ranks them;
   * undefined while there is none that keeps all hard rules.
   */
  best(): Best | undefined;
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
  const running = prove();
  let finished = false;
  let best: Best | undefined;
  /** Sum of the priority of what `best` places, in thousandths. */
  let placed = 0;
  /** The most that a known schedule serves; `best` may serve less, and place more. */
  let served = 0;
  tell(found ?? greedySchedule(problem).placements);

  function tell(placements: readonly Placement[]): void {
    const score = scoreSchedule(problem, { placements });
    if (score.hard > 0) return;
    const { entries, slots } = occupy(compiled, placements);
    const places = entries.reduce((sum, { session }) => sum + compiled.priority[session]!, 0);
    if (!best || places > placed || (places === placed && score.served > best.score.served)) {
      best = { placements, score };
      placed = places;
    }
    if (score.served <= served) return;
    served = score.served;
    search.learn(slots.map(({ sessions }) => [...sessions]));
  }

  /** Rules out bound after bound, until one is reached or there are too many sets to choose from. */
  function* close(): Generator<number, void> {
    const { classes, supply, bounds } = search;
    while (bounds.source && served < bounds.lowest) {
      const { source, lowest, step } = bounds;
      let open = false;
      const reaches = (chosen: readonly ChosenSet[]): boolean => {
        if (!arrangeSets(compiled, classes, chosen).possible) return false;
        tell(placeSets(compiled, classes, chosen));
        if (served >= lowest) return true;
        open = true;
        return false;
      };
      const { complete } = yield* closeGap(bounds.pricers, supply, source, lowest * SCALE, step, reaches);
      if (!complete || open || served >= lowest) return;
      search.bounds.lowerTo(lowest - step / SCALE);
    }
  }

  function* prove(): Generator<number, void> {
    yield* search.run();
    yield* close();
  }

  function step(work: number): Proof {
    for (let left = work; left > 0 && !finished && served < search.bounds.lowest;) {
      const next = running.next();
      if (next.done) finished = true;
      else left -= next.value;
    }
    return proof();
  }

  function proof(): Proof {
    const bound = search.bounds.lowest;
    return {
      bound,
      proven:
        problem.objective !== 'fairness' &&
        best !== undefined &&
        best.score.served >= bound &&
        placed >= placeable(compiled),
      finished: finished || served >= bound,
      iterations: search.iterations,
    };
  }

  return { step, tell, proof, best: () => best, dispose: () => search.dispose() };
}

/** In thousandths the priorities of all sessions that have a cell; placing less may not be the best that can be done. */
function placeable({ sessionCount, priority, starts, usable }: CompiledProblem): number {
  let sum = 0;
  for (let s = 0; s < sessionCount; s++) {
    if (starts[s]!.length > 0 && usable[s]!.length > 0) sum += priority[s]!;
  }
  return sum;
}
