import { compileProblem } from './compile-problem.ts';
import { mostConstrainedFirst, mostWantedFirst, placeGreedily } from './construct.ts';
import { Reheating } from './cooling.ts';
import { putFrozen, type Frozen } from './freeze.ts';
import { placePins } from './place-pins.ts';
import { createRandom } from './random.ts';
import { Search } from './search.ts';
import { FIRST_CYCLE } from './solve.ts';
import { Timetable } from './timetable.ts';

/** Scheduling from scratch around what is frozen, to know what stability costs. */
export class FreshSearch {
  readonly #search: Search;
  readonly #reheating = new Reheating(FIRST_CYCLE);
  #iterations = 0;

  constructor(frozen: Frozen, seed: number) {
    const careful = new Search(construct(frozen, mostConstrainedFirst), createRandom(seed));
    const popular = new Search(construct(frozen, mostWantedFirst), createRandom(seed));
    const popularIsBetter =
      popular.placed > careful.placed ||
      (popular.placed === careful.placed && popular.served > careful.served);
    this.#search = popularIsBetter ? popular : careful;
  }

  run(moves: number, progressShare?: number): void {
    const share = progressShare ?? this.#reheating.share(this.#iterations);
    this.#search.run(moves, this.#search.temperature(share));
    this.#iterations += moves;
  }

  get served(): number {
    return this.#search.bestServed;
  }

  get start(): Int32Array {
    return this.#search.bestStart;
  }

  get area(): Int32Array {
    return this.#search.bestArea;
  }
}

function construct(
  { problem, placements }: Frozen,
  order: (compiled: Timetable['compiled']) => readonly number[],
): Timetable {
  const compiled = compileProblem(problem);
  const timetable = new Timetable(compiled);
  putFrozen(timetable, placements);
  placePins(timetable);
  placeGreedily(timetable, order(compiled));
  return timetable;
}
