import { runChain, type ChainNews, type ChainTask } from './chains.ts';
import type { StartChain } from './solve-in-chains.ts';

/** What a web worker has; a page passes `() => new Worker(url, { type: 'module' })`. */
export type PageWorker = {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
};

/** What a web worker sees as `self`. */
export type WorkerScope = {
  postMessage(message: unknown): void;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  readonly performance: { readonly timeOrigin: number; now(): number };
};

type Order = { readonly task: ChainTask } | 'stop';

/** For {@link solveInChains} in a page: each chain in a worker whose script calls {@link serveChain}. */
export function chainsInWorkers(createWorker: () => PageWorker): StartChain {
  return (task, onNews, onError) => {
    const worker = createWorker();
    const order = (message: Order): void => worker.postMessage(message);
    worker.addEventListener('message', ({ data }) => {
      const news = data as ChainNews; // serveChain tells nothing else
      if (news.kind === 'done') worker.terminate();
      onNews(news);
    });
    worker.addEventListener('error', ({ message }) => onError(new Error(message)));
    order({ task });
    return { stop: () => order('stop'), end: () => worker.terminate() };
  };
}

/** Lets a web worker run the chain that {@link chainsInWorkers} gives it: `serveChain(self)` is its whole script. */
export function serveChain(scope: WorkerScope): void {
  let stopped = false;
  scope.addEventListener('message', ({ data }) => {
    const order = data as Order; // chainsInWorkers sends nothing else
    if (order === 'stop') stopped = true;
    else void run(order.task);
  });

  async function run(task: ChainTask): Promise<void> {
    try {
      await runChain(task, {
        now: () => scope.performance.timeOrigin + scope.performance.now(),
        breathe: () => new Promise((resolve) => void scope.setTimeout(() => resolve(), 0)),
        isStopped: () => stopped,
        tell: (news) => scope.postMessage(news),
      });
    } catch (error) {
      scope.setTimeout(() => {
        throw error; // out of the promise, so that the page's onerror hears of it
      }, 0);
    }
  }
}
