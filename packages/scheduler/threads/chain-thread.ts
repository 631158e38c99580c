// The thread of one chain; solve-in-threads.ts starts it.
import { setImmediate as breathe } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { runChain, type ChainTask } from '../src/chains.ts';
import { clock } from './clock.ts';

const port = parentPort!;
let stopped = false;
port.on('message', () => (stopped = true));

await runChain(workerData as ChainTask, {
  now: clock,
  breathe: () => breathe(),
  isStopped: () => stopped,
  tell: (news) => port.postMessage(news),
});
port.close();
