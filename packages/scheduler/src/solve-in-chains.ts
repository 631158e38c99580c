import type { Abort } from './abort.ts';
import { bestChain, mergeProgress, type ChainNews, type ChainTask } from './chains.ts';
import type { Problem } from './problem.ts';
import { createSolver, type Progress, type Solution, type SolveOptions } from './solve.ts';

export type ChainsOptions = Pick<SolveOptions, 'seed' | 'initial' | 'kernel'> & {
  /** How many searches, 1 or more; each wants a core of its own. */
  readonly chains: number;
  /** Moves for each chain to try. Either this or `seconds`. */
  readonly iterations?: number | undefined;
  readonly seconds?: number | undefined;
  /** Ends the search with the best so far. */
  readonly signal?: Abort | undefined;
  /** Called some ten times a second and chain; `share` is the part of the search that is over, 0..1. */
  readonly onProgress?: ((progress: Progress, share: number) => void) | undefined;
};

/** The best of several chains; `iterations` are those of the chain that found it. */
export type ChainsSolution = Solution & {
  readonly chain: number;
  readonly chains: number;
  /** Moves that all chains have tried together. */
  readonly tried: number;
};

/** Starts a thread that runs a chain. It tells its news until it is done, or what went wrong. */
export type StartChain = (
  task: ChainTask,
  onNews: (news: ChainNews) => void,
  onError: (error: Error) => void,
) => {
  /** Asks for the result so far. */
  stop(): void;
  /** Ends the thread at once. */
  end(): void;
};

/**
 * Searches in several threads, each with its own random numbers, and takes the best. With `iterations`
 * the same problem, seed and chains give the same schedule on every machine: of equal schedules that of
 * the first chain. `now` says milliseconds since 1970, on the clock that the threads have too.
 */
export async function solveInChains(
  problem: Problem,
  options: ChainsOptions,
  start: StartChain,
  now: () => number,
): Promise<ChainsSolution> {
  const { seed, chains, initial, kernel, signal } = options;
  const budget = budgetOf(options, now);
  if (signal?.aborted) {
    const solver = createSolver(problem, { seed, initial, kernel });
    return { ...solver.best(), chain: 0, chains, tried: 0 };
  }
  const tasks = Array.from({ length: chains }, (_, chain): ChainTask => {
    return { problem, seed, chain, budget, initial, kernel };
  });
  const done = await runAll(tasks, options, start);
  const chain = bestChain(done.map(({ solution }) => solution.score));
  const tried = mergeProgress(done.map(({ progress }) => progress)).iterations;
  return { ...done[chain]!.solution, seed, chain, chains, tried };
}

type Done = ChainNews & { readonly kind: 'done' };

function runAll(
  tasks: readonly ChainTask[],
  { signal, onProgress, seconds }: ChainsOptions,
  start: StartChain,
): Promise<Done[]> {
  const done: (Done | undefined)[] = tasks.map(() => undefined);
  const heard = new Map<number, { readonly progress: Progress; readonly share: number }>();
  return new Promise<Done[]>((resolve, reject) => {
    const threads = tasks.map((task) => start(task, hear, fail));
    const stopAll = (): void => threads.forEach((thread) => thread.stop());
    signal?.addEventListener('abort', stopAll);

    function hear(news: ChainNews): void {
      const share = news.kind === 'done' ? 1 : news.share;
      heard.set(news.chain, { progress: news.progress, share });
      onProgress?.(...merged());
      if (news.kind !== 'done') return;
      done[news.chain] = news;
      // No chain finds better than this one, and counted in moves an earlier chain comes first with as good.
      if (news.proven)
        threads.slice(seconds === undefined ? news.chain + 1 : 0).forEach((thread) => thread.stop());
      const all = done.filter((one) => one !== undefined);
      if (all.length < tasks.length) return;
      signal?.removeEventListener('abort', stopAll);
      resolve(all);
    }

    function fail(error: Error): void {
      signal?.removeEventListener('abort', stopAll);
      threads.forEach((thread) => thread.end());
      reject(error);
    }
  });

  function merged(): [Progress, number] {
    const all = [...heard.values()];
    const waiting = tasks.length - all.length;
    const progress = mergeProgress(all.map((one) => one.progress));
    const share = waiting > 0 ? 0 : Math.min(...all.map((one) => one.share));
    return [progress, share];
  }
}

function budgetOf({ iterations, seconds, chains }: ChainsOptions, now: () => number): ChainTask['budget'] {
  if (!Number.isInteger(chains) || chains < 1) {
    throw new RangeError(`chains: expected a whole number from 1, found ${chains}`);
  }
  if ((iterations === undefined) === (seconds === undefined)) {
    throw new RangeError('expected either iterations or seconds');
  }
  if (iterations !== undefined) return { iterations: Math.max(0, Math.floor(iterations)) };
  return { from: now(), until: now() + 1000 * seconds! };
}
