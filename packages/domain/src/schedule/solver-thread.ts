import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createSolver } from '@plenary/scheduler/solve.ts';
import type { SolverNews, SolverTask } from './solver-run.ts';

const REPORT_EVERY_MS = 100;
const STEP = 2048;

const { problem, initial, seed, seconds } = workerData as SolverTask; // solver-run.ts starts this thread and nothing else does
let stopped = false;
parentPort?.on('message', () => {
  stopped = true;
});

const solver = createSolver(problem, { seed, initial });
const start = performance.now();
let reported = -Infinity;
const share = (): number => Math.min(1, (performance.now() - start) / (seconds * 1000));
while (!stopped && share() < 1 && !solver.proven()) {
  const progress = solver.step(STEP, share());
  if (performance.now() - reported > REPORT_EVERY_MS) {
    reported = performance.now();
    tell({ kind: 'progress', progress, share: share() });
    await breathe(); // lets a stop come through
  }
}
if (!solver.proven()) solver.step(STEP, 1); // the coldest step: what is left to gain without a loss
tell({ kind: 'done', solution: solver.best() });
parentPort?.close();

function tell(news: SolverNews): void {
  parentPort?.postMessage(news);
}
