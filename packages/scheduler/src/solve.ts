import type { Abort } from './abort.ts';
import type { Kernel } from './simd.ts';
import { boundServed } from './bound.ts';
import { weightsOf } from './comfort.ts';
import { compileProblem, type CompiledProblem } from './compile-problem.ts';
import { adopt, mostConstrainedFirst, mostWantedFirst, placeGreedily } from './construct.ts';
import { Reheating } from './cooling.ts';
import { explainUnplaced } from './explain.ts';
import { placePins } from './place-pins.ts';
import type { Placement, Problem, Schedule, Score } from './problem.ts';
import { createRandom } from './random.ts';
import { scoreSchedule } from './score.ts';
import { Search } from './search.ts';
import { SlotSeating } from './slot-seating.ts';
import { NONE, Timetable, timetableOf } from './timetable.ts';

export type Progress = {
  /** Moves tried so far. */
  readonly iterations: number;
  /** Moves to try in all; equal to `iterations` when the caller has not said. */
  readonly total: number;
  /** Sum of the priority of placed sessions, in the best schedule so far. */
  readonly placed: number;
  readonly served: number;
  readonly bound: number;
  /** Pins that could not be kept (yet); every other hard rule always holds. */
  readonly hard: number;
};

export type Solution = Schedule & {
  readonly score: Score;
  readonly bound: number;
  readonly seed: number;
  readonly iterations: number;
};

export type SolveOptions = {
  /** Any integer; equal modulo 2³² is equal. */
  readonly seed: number;
  /** Moves to try, 0 or more. */
  readonly iterations: number;
  /** Called at most two hundred times; returning false ends the search with the best schedule so far. */
  readonly onProgress?: ((progress: Progress) => boolean | void) | undefined;
  /** Looked at after some hundred moves each; aborted, it ends the search with the best schedule so far. */
  readonly signal?: Abort | undefined;
  /** Placements to start from, such as the last release. Those that break rules are left out. */
  readonly initial?: readonly Placement[] | undefined;
  /** How to compute; by default what is faster for the problem. The result is the same. */
  readonly kernel?: Kernel | undefined;
};

/** Moves between two looks at the temperature. */
export const STRIDE = 512;
const REPORTS = 200;
/** Length of the first cooling when the caller knows no end; each further one is twice as long. */
export const FIRST_CYCLE = 200_000;
/** Moves per session that a cooling from the first temperature needs. */
const WHOLE_COOLING = 100;
/** From this part of the search on, problems with preferences have their comfort improved at the best that is served. */
const COMFORT_FROM = 0.85;
/** A start that is given is to be improved, not melted down. */
const WARM = 0.1;

/**
 * The best schedule found within `iterations` moves. The same problem, seed, iterations and initial
 * placements give the same schedule on every machine. Stops early once all is placed that can be
 * and `served` has reached the bound. `iterations` in the result is the number of moves tried.
 */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const solver = createSolver(problem, options);
  const total = Math.max(0, Math.floor(options.iterations));
  const report = STRIDE * Math.ceil(total / REPORTS / STRIDE);
  for (let done = 0; done < total && !solver.proven() && !options.signal?.aborted;) {
    const moves = Math.min(STRIDE, total - done);
    const progress = solver.step(moves, coolingProgress(problem, done, total));
    done += moves;
    const due = done % report === 0 || done === total;
    if (due && options.onProgress?.({ ...progress, total }) === false) break;
  }
  return solver.best();
}

/**
 * The share to cool by after `done` of `total` moves (1 or more). A budget that is too short for a
 * whole cooling begins part of the way down, because from a hot state it would not come back.
 */
export function coolingProgress(problem: Problem, done: number, total: number): number {
  const whole = WHOLE_COOLING * Math.max(1, problem.sessions.length);
  return 1 - (1 - done / total) * Math.min(1, total / whole);
}

export type Solver = {
  /**
   * Tries so many moves, then says how far it is. `progressShare` (0..1) is the part of the whole
   * search that is over: it sets the temperature, so callers with a time budget pass elapsed ÷
   * budget and call often. Who stops before the end gets more from a last short step at share 1.
   * Without a share the solver cools and reheats in ever longer cycles.
   */
  step(iterations: number, progressShare?: number): Progress;
  /** Whether the best schedule so far is proven optimal: all that can be is placed, and the bound reached. */
  proven(): boolean;
  /** The best schedule so far; callable at any time, also before the first step. */
  best(): Solution;
};

/** A search that its caller drives, so that a worker can look at the clock and at messages in between. */
export function createSolver(
  problem: Problem,
  options: Pick<SolveOptions, 'seed' | 'initial' | 'kernel'>,
): Solver {
  const compiled = compileProblem(problem);
  const bound = boundServed(problem);
  const timetable = startingTimetable(compiled, options.initial ?? []);
  const random = createRandom(options.seed);
  const comforted = weightsOf(problem) !== undefined;
  const searchFrom = (from: Timetable): Search => new Search(from, random, undefined, options.kernel);
  let search = searchFrom(timetable);
  let comforting = false;
  const warmth = options.initial && options.initial.length > 0 ? WARM : 1;
  const reheating = new Reheating(FIRST_CYCLE);
  let iterations = 0;

  function step(count: number, progressShare?: number): Progress {
    for (let left = count; left > 0; left -= STRIDE) {
      const moves = Math.min(STRIDE, left);
      const share = progressShare ?? reheating.share(iterations);
      if (comforted && share >= COMFORT_FROM) comfort(moves);
      else {
        comforting = false;
        search.run(moves, warmth * search.temperature(share));
      }
      iterations += moves;
    }
    return progress();
  }

  /** Keeps to the best that is served, and accepts nothing that loses of it. */
  function comfort(moves: number): void {
    if (!comforting) search = searchFrom(timetableOf(compiled, search.bestStart, search.bestArea));
    comforting = true;
    search.run(moves, 0);
  }

  function progress(): Progress {
    let placed = 0;
    let hard = 0;
    problem.sessions.forEach((session, s) => {
      if (search.bestStart[s] !== NONE) placed += session.priority ?? 1;
      else if (session.pin) hard++;
    });
    return { iterations, total: iterations, placed, served: search.bestSum, bound, hard };
  }

  function proven(): boolean {
    // Nothing is proven of comfort, and of fairness.
    return (
      !comforted &&
      problem.objective !== 'fairness' &&
      search.bestSum >= bound &&
      search.bestStart.every((start, s) => start !== NONE || hopeless(s))
    );
  }

  function hopeless(session: number): boolean {
    return compiled.starts[session]!.length === 0 || compiled.usable[session]!.length === 0;
  }

  function best(): Solution {
    const found = new Timetable(compiled);
    search.bestStart.forEach((start, s) => {
      if (start !== NONE) found.put(s, start, search.bestArea[s]!);
    });
    // What an interrupted search has left out may still fit; it takes nothing from anybody.
    placeGreedily(found, mostConstrainedFirst(compiled));
    const placements = found.placements();
    return {
      format: 'plenary-schedule/1',
      placements,
      unplaced: explainUnplaced(problem, { placements }),
      score: scoreSchedule(problem, { placements }),
      bound,
      seed: options.seed,
      iterations,
    };
  }

  return { step, proven, best };
}

/** The better of two constructions: one cares for placing all, the other for interest. */
function startingTimetable(compiled: CompiledProblem, initial: readonly Placement[]): Timetable {
  const careful = construct(compiled, initial, mostConstrainedFirst(compiled));
  const popular = construct(compiled, initial, mostWantedFirst(compiled));
  const worth = (timetable: Timetable): { placed: number; served: number } => ({
    placed: compiled.priority.reduce((sum, value, s) => (timetable.start[s] === NONE ? sum : sum + value), 0),
    served: new SlotSeating(timetable, 'plain').total(),
  });
  const a = worth(careful);
  const b = worth(popular);
  return b.placed > a.placed || (b.placed === a.placed && b.served > a.served) ? popular : careful;
}

function construct(
  compiled: CompiledProblem,
  initial: readonly Placement[],
  order: readonly number[],
): Timetable {
  const pins = new Set(compiled.problem.sessions.filter(({ pin }) => pin).map(({ id }) => id));
  let timetable = new Timetable(compiled);
  adopt(
    timetable,
    initial.filter(({ session }) => pins.has(session)),
  );
  if (!placePins(timetable)) {
    timetable = new Timetable(compiled);
    placePins(timetable);
  }
  adopt(timetable, initial);
  placeGreedily(timetable, order);
  return timetable;
}
