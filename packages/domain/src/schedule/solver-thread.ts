import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { boundServed } from '@plenary/scheduler/bound.ts';
import { createRescheduler } from '@plenary/scheduler/reschedule.ts';
import type { Placement } from '@plenary/scheduler/problem.ts';
import { createSolver, type Progress } from '@plenary/scheduler/solve.ts';
import type { Disturbance, SolverNews, SolverTask } from './solver-run.ts';

const REPORT_EVERY_MS = 100;
/** How often the best so far is handed out: working it out takes from the search. */
const PICTURE_EVERY_MS = 700;
const STEP = 2048;

/** What the two ways to schedule have in common. */
interface Search {
  step(iterations: number, progressShare: number): Progress;
  proven(): boolean;
  /** The best so far. */
  picture(): readonly Placement[] | undefined;
  result(): Omit<SolverNews & { kind: 'done' }, 'kind'>;
}

const task = workerData as SolverTask; // solver-run.ts starts this thread and nothing else does
let stopped = false;
parentPort?.on('message', () => {
  stopped = true;
});

const search = task.leastDisturbance ? keepingTheRelease(task) : fromScratch(task);
const start = performance.now();
let reported = -Infinity;
let pictured = { at: -Infinity, placed: 0, served: -1 };
const share = (): number => Math.min(1, (performance.now() - start) / (task.seconds * 1000));
while (!stopped && share() < 1 && !search.proven()) {
  const progress = search.step(STEP, share());
  if (performance.now() - reported > REPORT_EVERY_MS) {
    reported = performance.now();
    tell({ kind: 'progress', progress, share: share(), placements: changedPicture(progress) });
    await breathe(); // lets a stop come through
  }
}
if (!search.proven()) search.step(STEP, 1); // the coldest step: what is left to gain without a loss
tell({ kind: 'done', ...search.result() });
parentPort?.close();

function changedPicture({ placed, served }: Progress): readonly Placement[] | undefined {
  const isNew = placed !== pictured.placed || served !== pictured.served;
  if (!isNew || performance.now() - pictured.at < PICTURE_EVERY_MS) return undefined;
  pictured = { at: performance.now(), placed, served };
  return search.picture();
}

function fromScratch({ problem, initial, seed }: SolverTask): Search {
  const solver = createSolver(problem, { seed, initial });
  return {
    ...solver,
    picture: () => solver.best().placements,
    result: () => ({ solution: solver.best() }),
  };
}

function keepingTheRelease({ problem, seed, leastDisturbance }: SolverTask): Search {
  const frozenBefore = leastDisturbance?.frozenBefore;
  const rescheduler = createRescheduler(problem, problem.previous ?? [], { seed, frozenBefore });
  const bound = boundServed(problem);
  return {
    step: (count, progressShare) => {
      const { iterations, placed, served } = rescheduler.step(count, progressShare);
      return { iterations, total: iterations, placed, served, bound, hard: 0 };
    },
    proven: () => false,
    picture: () => undefined, // it compares whole schedules at the end
    result: () => {
      const solution = rescheduler.best();
      const { changes, necessaryMoves, furtherMoves, fresh, choices } = solution;
      const disturbance: Disturbance = { changes, necessaryMoves, furtherMoves, fresh, choices };
      return { solution, disturbance };
    },
  };
}

function tell(news: SolverNews): void {
  parentPort?.postMessage(news);
}
