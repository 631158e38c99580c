import { Worker } from 'node:worker_threads';
import type { Placement, Problem, Score } from '@plenary/scheduler/problem.ts';
import type { Best } from '@plenary/scheduler/prove-bound.ts';
import type { Rescheduled } from '@plenary/scheduler/reschedule.ts';
import type { Progress, Solution } from '@plenary/scheduler/solve.ts';

/** What the thread is told, and what it tells. */
export interface SolverTask {
  readonly problem: Problem;
  readonly initial: readonly Placement[];
  readonly seed: number;
  readonly seconds: number;
  /** Asked for: keep to the release (`problem.previous`) and move as few sessions as possible. Else from scratch. */
  readonly leastDisturbance?: { readonly frozenBefore: string | undefined } | undefined;
}

export type SolverNews =
  | {
      readonly kind: 'progress';
      readonly progress: Progress;
      readonly share: number;
      /** The best so far; only when it has changed, and not more often than a room can watch. */
      readonly placements?: readonly Placement[] | undefined;
    }
  | {
      readonly kind: 'done';
      readonly solution: Pick<Solution, 'placements' | 'score' | 'bound'>;
      readonly disturbance?: Disturbance | undefined;
    };

/** What a run with the least disturbance changes, and what a run from scratch would. */
export type Disturbance = Pick<
  Rescheduled,
  'changes' | 'necessaryMoves' | 'furtherMoves' | 'fresh' | 'choices'
>;

/** What the thread that proves tells: a lower bound, or a better schedule. */
export interface ProofNews {
  readonly bound: number;
  /** Whether `best` cannot be improved. */
  readonly proven: boolean;
  readonly best: Best | undefined;
}

/** Of the best schedule so far. */
export interface RunProgress extends Pick<Score, 'placed' | 'served'> {
  /** A proven upper limit of `served`; never grows. */
  readonly bound: number;
  /** Where everything stands in it, to be watched: from a moment ago, and null before the first. */
  readonly placements: readonly Placement[] | null;
}

export interface FoundSchedule {
  readonly placements: readonly Placement[];
  readonly score: Score;
  readonly bound: number;
  /** Of a run with the least disturbance. */
  readonly disturbance?: Disturbance | undefined;
}

export interface SolverRun {
  readonly done: Promise<FoundSchedule>;
  /** Ends the search early with the best found so far. */
  stop(): void;
}

/** By its name in the package, because this file may have been bundled elsewhere. */
const SOLVER = import.meta.resolve('@plenary/domain/schedule/solver-thread.ts');
const PROVER = import.meta.resolve('@plenary/domain/schedule/prover-thread.ts');

/**
 * Runs the scheduler in a thread of its own, so that requests go on being served, and beside it, in a
 * thread that gives way, the proof of how much is possible. A stopped run still gives its best
 * schedule; it breaks no hard rule. A run ends early when its best is proven. A proof that fails
 * costs no more than the proof.
 */
export function startSolverRun(
  task: SolverTask,
  onProgress: (progress: RunProgress, share: number) => void,
  onProofFailure: (error: unknown) => void,
): SolverRun {
  const { problem, initial } = task;
  const search = new Worker(new URL(SOLVER), { workerData: task });
  const proof = new Worker(new URL(PROVER), { workerData: { problem, initial } });
  const stop = (): void => search.postMessage('stop');
  /** Otherwise the schedule that serves most is not what is looked for. */
  const wantsMost = !task.leastDisturbance && problem.objective !== 'fairness';
  const all = problem.sessions.reduce((sum, { priority }) => sum + (priority ?? 1), 0);
  let proven: ProofNews = { bound: Infinity, proven: false, best: undefined };
  let last: { progress: Progress; share: number } | undefined;
  let placements: readonly Placement[] | null = null;

  function news(): void {
    if (!last) return;
    const { placed, served } = better(last.progress, proven.best?.score);
    const bound = Math.min(last.progress.bound, proven.bound);
    const isBest = proven.proven || (placed >= all && served >= bound);
    if (isBest && wantsMost) stop();
    onProgress({ placed, served, bound, placements }, last.share);
  }

  proof.on('message', (told: ProofNews) => {
    proven = wantsMost ? told : { bound: told.bound, proven: false, best: undefined };
    news();
  });
  proof.once('error', onProofFailure);

  const done = new Promise<FoundSchedule>((resolve, reject) => {
    search.on('message', (told: SolverNews) => {
      if (told.kind === 'done') {
        proof.removeAllListeners('message'); // what comes now comes too late
        const { placements, score, bound } = told.solution;
        const found = score.hard === 0 && better(score, proven.best?.score) === score;
        resolve({
          ...(found || !proven.best ? { placements, score } : proven.best),
          bound: Math.min(bound, proven.bound),
          disturbance: told.disturbance,
        });
      } else {
        last = told;
        placements = told.placements ?? placements;
        news();
      }
    });
    search.once('error', reject);
    search.once('exit', (code) =>
      reject(new Error(`The scheduler's thread ended with code ${code} before it was done.`)),
    );
  }).finally(() => void proof.terminate());
  return { done, stop };
}

type Worth = Pick<Score, 'placed' | 'served'>;

/** What is worth more; the first when both are worth the same. */
function better<A extends Worth, B extends Worth>(one: A, other: B | undefined): A | B {
  if (!other || one.placed > other.placed) return one;
  return one.placed === other.placed && one.served >= other.served ? one : other;
}
