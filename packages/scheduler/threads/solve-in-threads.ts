import { Worker } from 'node:worker_threads';
import type { ChainNews } from '../src/chains.ts';
import type { Problem } from '../src/problem.ts';
import {
  solveInChains,
  type ChainsOptions,
  type ChainsSolution,
  type StartChain,
} from '../src/solve-in-chains.ts';
import { clock } from './clock.ts';

/** As `solveInChains`, each chain on a thread of Node. Threads end with the search. */
export function solveInThreads(problem: Problem, options: ChainsOptions): Promise<ChainsSolution> {
  return solveInChains(problem, options, startThread, clock);
}

const startThread: StartChain = (task, onNews, onError) => {
  const worker = new Worker(new URL('./chain-thread.ts', import.meta.url), { workerData: task });
  worker.on('message', (news: ChainNews) => onNews(news));
  worker.on('error', (error) => onError(error instanceof Error ? error : new Error(String(error))));
  return {
    stop: () => worker.postMessage('stop'),
    end: () => void worker.terminate(),
  };
};
