import { Worker } from 'node:worker_threads';
import type { Solution } from '@plenary/scheduler/solve.ts';
import type { Progress } from '@plenary/scheduler/solve.ts';
import type { Problem, Placement } from '@plenary/scheduler/problem.ts';

/** What the thread is told, and what it tells. */
export interface SolverTask {
  readonly problem: Problem;
  readonly initial: readonly Placement[];
  readonly seed: number;
  readonly seconds: number;
}

export type SolverNews =
  | { readonly kind: 'progress'; readonly progress: Progress; readonly share: number }
  | { readonly kind: 'done'; readonly solution: Solution };

export interface SolverRun {
  readonly done: Promise<Solution>;
  /** Ends the search early with the best found so far. */
  stop(): void;
}

/** By its name in the package, because this file may have been bundled elsewhere. */
const THREAD = import.meta.resolve('@plenary/domain/schedule/solver-thread.ts');

/**
 * Runs the scheduler in a thread of its own, so that requests go on being served. A stopped run
 * still gives its best schedule; it breaks no hard rule.
 */
export function startSolverRun(
  task: SolverTask,
  onProgress: (progress: Progress, share: number) => void,
): SolverRun {
  const thread = new Worker(new URL(THREAD), { workerData: task });
  const done = new Promise<Solution>((resolve, reject) => {
    thread.on('message', (news: SolverNews) => {
      if (news.kind === 'done') resolve(news.solution);
      else onProgress(news.progress, news.share);
    });
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Error(`The scheduler's thread ended with code ${code} before it was done.`)),
    );
  });
  return { done, stop: () => thread.postMessage('stop') };
}
