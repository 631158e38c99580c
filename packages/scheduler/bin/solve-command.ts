import { setImmediate } from 'node:timers/promises';
import { explainUnplaced } from '../src/explain.ts';
import type { Problem } from '../src/problem.ts';
import {
  coolingProgress,
  createSolver,
  STRIDE,
  type Progress,
  type Solution,
  type SolveOptions,
  type Solver,
} from '../src/solve.ts';
import { solveInThreads } from '../threads/solve-in-threads.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';
import { gapPercent, proveAloud } from './prove-aloud.ts';
import { positiveNumber, wholeNumber } from './read-number.ts';
import { showProgress } from './show-progress.ts';
import { writeSchedule } from './write-schedule.ts';

/** What `--prove` adds. */
type ProvenSolution = Solution & { readonly gapPercent: number; readonly proven: boolean };

export type SolveFlags = {
  readonly seed?: string | undefined;
  readonly seconds?: string | undefined;
  readonly iterations?: string | undefined;
  readonly from?: string | undefined;
  readonly out?: string | undefined;
  readonly prove?: boolean | undefined;
  readonly threads?: string | undefined;
};

/** Milliseconds between two looks at signals. */
const BREATH = 50;
/** Milliseconds given to the result after Ctrl-C. */
const POLISH = 300;
/** Of the time, what the search gets when the result is to be proven too; the proof gets the rest. */
const SEARCH_SHARE = 0.5;
const MOST_THREADS = 256;
/** Seconds that threads get at least. */
const MOMENT = 0.001;

/** Finds a schedule and writes it. Seconds are counted from the start of the process. */
export async function solveCommand(
  [problemFile, ...rest]: readonly string[],
  flags: SolveFlags,
): Promise<number> {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one file too many`]);
  if (flags.seconds !== undefined && flags.iterations !== undefined) {
    throw new InputError(['--seconds and --iterations exclude each other']);
  }
  if (flags.prove && flags.iterations !== undefined) {
    throw new InputError(['--prove and --iterations exclude each other: a proof takes --seconds']);
  }
  const seed = wholeNumber('--seed', flags.seed ?? '1');
  const iterations =
    flags.iterations === undefined ? undefined : wholeNumber('--iterations', flags.iterations);
  const seconds = flags.seconds === undefined ? 5 : positiveNumber('--seconds', flags.seconds);
  const problem = loadProblem(problemFile);
  const initial = flags.from === undefined ? [] : loadSchedule(flags.from, problem).placements;
  const threads = wholeNumber('--threads', flags.threads ?? '1');
  if (threads < 1 || threads > MOST_THREADS) {
    throw new InputError([`--threads: expected 1 to ${MOST_THREADS}, found ${threads}`]);
  }
  const searchSeconds = flags.prove ? seconds * SEARCH_SHARE : seconds;
  const budget = iterations === undefined ? { seconds: searchSeconds } : { iterations };
  const { found, interrupted } =
    threads > 1
      ? await searchInThreads(problem, { seed, initial, threads, ...budget })
      : await searchHere(problem, { seed, initial, ...budget });

  const solution = flags.prove ? await proven(problem, found, interrupted ? 0 : seconds) : found;
  writeSchedule({ ...solution, seconds: Math.round(performance.now()) / 1000 }, flags.out);
  return solution.score.hard === 0 ? 0 : 1;
}

/** The same with a proven bound, or a better schedule that turned up while proving it. */
async function proven(problem: Problem, found: Solution, seconds: number): Promise<ProvenSolution> {
  const { bound, proven, best } = await proveAloud(problem, found.placements, seconds);
  // What the proof comes upon serves more in all, which is not what was asked for when fairness is.
  const { placements, score } = (problem.objective === 'fairness' ? undefined : best) ?? found;
  const gap = gapPercent(score.served, bound);
  console.error(
    proven
      ? `proven: no schedule serves more than ${bound}`
      : `served ${score.served} of at most ${bound}: gap ${gap} %, not proven to be the best`,
  );
  return {
    ...found,
    placements,
    unplaced: explainUnplaced(problem, { placements }),
    score,
    bound,
    gapPercent: gap,
    proven,
  };
}

type Found = { readonly found: Solution; readonly interrupted: boolean };
type SearchOptions = Pick<SolveOptions, 'seed' | 'initial'> & {
  readonly iterations?: number;
  readonly seconds?: number;
};

async function searchHere(problem: Problem, options: SearchOptions): Promise<Found> {
  const { iterations, seconds } = options;
  const solver = createSolver(problem, options);
  const shareOf =
    iterations === undefined
      ? () => performance.now() / (seconds! * 1000)
      : (progress: Progress) =>
          progress.iterations < iterations ? coolingProgress(problem, progress.iterations, iterations) : 1;
  const interrupted = await search(solver, shareOf, iterations ?? Infinity);
  return { found: solver.best(), interrupted };
}

async function searchInThreads(
  problem: Problem,
  { threads, iterations, seconds, ...options }: SearchOptions & { readonly threads: number },
): Promise<Found> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  const shown = showProgress(process.stderr);
  let last: Progress | undefined;
  const found = await solveInThreads(problem, {
    ...options,
    chains: threads,
    iterations,
    seconds: seconds && Math.max(MOMENT, seconds - performance.now() / 1000),
    signal: interruption.signal,
    onProgress: (progress, share) => {
      last = progress;
      shown.update(progress, share);
    },
  });
  if (last) shown.end(last);
  process.removeListener('SIGINT', interrupt);
  return { found, interrupted: interruption.signal.aborted };
}

/** Runs until the share is 1, the best is proven, or somebody presses Ctrl-C; returns whether somebody did. */
async function search(
  solver: Solver,
  shareOf: (progress: Progress) => number,
  most: number,
): Promise<boolean> {
  let interrupted = false;
  const interrupt = (): void => void (interrupted = true);
  process.once('SIGINT', interrupt);
  const shown = showProgress(process.stderr);
  let progress = solver.step(0);
  let breath = performance.now();
  for (
    let share = shareOf(progress);
    share < 1 && !interrupted && !solver.proven();
    share = shareOf(progress)
  ) {
    progress = solver.step(Math.min(STRIDE, most - progress.iterations), share);
    if (performance.now() - breath < BREATH) continue;
    breath = performance.now();
    shown.update(progress, share);
    await setImmediate();
  }
  if (interrupted) progress = polish(solver, progress);
  shown.end(progress);
  process.removeListener('SIGINT', interrupt);
  return interrupted;
}

/** A search that ends early is still hot, and what it has is better for a moment of cold. */
function polish(solver: Solver, before: Progress): Progress {
  let progress = before;
  for (const end = performance.now() + POLISH; performance.now() < end;) progress = solver.step(STRIDE, 1);
  return progress;
}
