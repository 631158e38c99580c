import type { Kernel } from './simd.ts';
import type { Placement, Problem, Score } from './problem.ts';
import { createRandom } from './random.ts';
import {
  coolingProgress,
  createSolver,
  STRIDE,
  type Progress,
  type Solution,
  type SolveOptions,
} from './solve.ts';

/** What one chain has to do, as a message to the thread that runs it. */
export type ChainTask = {
  readonly problem: Problem;
  /** Of the whole search; the chain has its own from {@link chainSeed}. */
  readonly seed: number;
  /** Its number, from 0. */
  readonly chain: number;
  /** Moves to try, or milliseconds of {@link ChainHost.now} at which to begin and to end. */
  readonly budget: { readonly iterations: number } | { readonly from: number; readonly until: number };
  readonly initial?: readonly Placement[] | undefined;
  readonly kernel?: Kernel | undefined;
};

/** What a chain says, as messages; `done` comes last. */
export type ChainNews =
  | {
      readonly kind: 'progress';
      readonly chain: number;
      readonly progress: Progress;
      /** The part of its budget that is used, 0..1. */
      readonly share: number;
    }
  | {
      readonly kind: 'done';
      readonly chain: number;
      readonly solution: Solution;
      readonly progress: Progress;
      /** Whether no schedule is better. */
      readonly proven: boolean;
    };

/** What a chain needs of the thread that runs it. */
export type ChainHost = {
  /** Milliseconds since 1970, of a clock that does not jump. */
  now(): number;
  /** Lets messages come in. */
  breathe(): Promise<void>;
  /** Whether somebody has asked for the end. */
  isStopped(): boolean;
  tell(news: ChainNews): void;
};

/** Milliseconds between two looks at messages, each with a report. */
const BREATH = 100;

/** The first chain has the seed itself, so that a search of one chain is that of `solve`. */
export function chainSeed(seed: number, chain: number): number {
  if (chain === 0) return seed;
  const random = createRandom(seed);
  let own = seed;
  for (let i = 0; i < chain; i++) own = random.bits();
  return own;
}

/** Runs a chain to the end of its budget, the proof that it has the best, or the order to stop. */
export async function runChain(task: ChainTask, host: ChainHost): Promise<void> {
  const { problem, chain, budget } = task;
  const options: Omit<SolveOptions, 'iterations'> = { ...task, seed: chainSeed(task.seed, chain) };
  const solver = createSolver(problem, options);
  const total = 'iterations' in budget ? budget.iterations : Infinity;
  const step = (moves: number, progressShare: number): Progress => {
    const now = solver.step(moves, progressShare);
    return 'iterations' in budget ? { ...now, total } : now;
  };
  const shareOf = (done: number): number =>
    'iterations' in budget
      ? Math.min(1, done / Math.max(1, total))
      : Math.min(1, (host.now() - budget.from) / (budget.until - budget.from));
  const temperatureShareOf = (done: number): number =>
    'iterations' in budget ? coolingProgress(problem, done, total) : shareOf(done);

  let progress = step(0, 0);
  let share = shareOf(0);
  let breath = host.now();
  while (share < 1 && !solver.proven() && !host.isStopped()) {
    const moves = Math.min(STRIDE, total - progress.iterations);
    progress = step(moves, temperatureShareOf(progress.iterations));
    share = shareOf(progress.iterations);
    if (host.now() - breath < BREATH) continue;
    host.tell({ kind: 'progress', chain, progress, share });
    await host.breathe();
    breath = host.now();
  }
  // A search that ends by the clock is better for a moment of cold; one that counts moves has had it.
  if (!('iterations' in budget) || host.isStopped()) progress = step(STRIDE, 1);
  host.tell({ kind: 'done', chain, solution: solver.best(), progress, proven: solver.proven() });
}

/** Which chain has the best: by value, and of equal ones the first. */
export function bestChain(scores: readonly Score[]): number {
  let best = 0;
  scores.forEach((score, chain) => {
    if (compareScores(score, scores[best]!) < 0) best = chain;
  });
  return best;
}

function compareScores(a: Score, b: Score): number {
  const third = (score: Score): number => score.fairness ?? score.served;
  return a.hard - b.hard || b.placed - a.placed || third(b) - third(a) || (b.comfort ?? 0) - (a.comfort ?? 0);
}

/** The best that any chain has, and what all of them have tried. */
export function mergeProgress(all: readonly Progress[]): Progress {
  const isBetter = (a: Progress, b: Progress): boolean =>
    (a.hard - b.hard || b.placed - a.placed || b.served - a.served) < 0;
  const best = all.reduce((found, one) => (isBetter(one, found) ? one : found));
  const sum = (of: (progress: Progress) => number): number => all.reduce((so, one) => so + of(one), 0);
  return { ...best, iterations: sum((one) => one.iterations), total: sum((one) => one.total) };
}
