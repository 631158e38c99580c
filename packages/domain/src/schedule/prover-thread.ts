import { setPriority } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadHighsMaster } from '@plenary/scheduler/highs/highs-master.ts';
import { createProver } from '@plenary/scheduler/prove-bound.ts';
import type { ProofNews, SolverTask } from './solver-run.ts';

/** Gains computed between two looks at how far it is; some tens of milliseconds. */
const STEP = 100_000;

const { problem, initial } = workerData as Pick<SolverTask, 'problem' | 'initial'>; // solver-run.ts starts this thread and nothing else does

// On Linux this is about this thread only: the search and requests come first, however few cores there are.
if (process.platform === 'linux') setPriority(19);

const prover = createProver(problem, { createMaster: await loadHighsMaster() });
prover.tell(initial);
let told: ProofNews | undefined;
for (tell(); !prover.proof().finished; tell()) {
  prover.step(STEP);
  await breathe();
}
prover.dispose();
parentPort?.close();

function tell(): void {
  const { bound, proven } = prover.proof();
  const best = prover.best();
  if (told && told.bound === bound && told.best === best) return;
  told = { bound, proven, best };
  parentPort?.postMessage(told);
}
