import { problemKey } from '@plenary/domain/schedule/problem-key.ts';
import {
  startSolverRun,
  type Disturbance,
  type SolverRun,
  type SolverTask,
} from '@plenary/domain/schedule/solver-run.ts';

/** How a run stands, or what it found. */
export type SolverRunState = {
  /** In seconds. */
  readonly budget: number;
  /** Of the budget that is used, 0 to 1. */
  readonly share: number;
  /** Sessions placed and interest served in the best schedule so far; null before the first news. */
  readonly placed: number | null;
  readonly served: number | null;
  /** A proven upper limit of `served`; never grows while a run goes on. */
  readonly bound: number | null;
} & (
  | {
      readonly kind: 'running';
      /** The best so far, to be watched; null before the first. */
      readonly placements: SolverTask['initial'] | null;
    }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'done';
      /** Of the draft that the run started from. */
      readonly draftVersion: number;
      readonly placements: SolverTask['initial'];
      /** Hard rules broken: pins that contradict each other; such a schedule cannot be taken. */
      readonly hard: number;
      /** Of a run that keeps to the release: what it moves, and what one from scratch would. */
      readonly disturbance: Disturbance | undefined;
    }
);

export interface SolverRunTask extends Omit<SolverTask, 'seed'> {
  readonly draftVersion: number;
}

export interface SolverRuns {
  /** Starts a run; refused while this event, or another one in this process, is being scheduled. */
  start(eventId: string, task: SolverRunTask): 'started' | 'busy-here' | 'busy-elsewhere';
  state(eventId: string): SolverRunState | undefined;
  /** The lowest bound that a run of this event has proven of the problem with this key. */
  provenBound(eventId: string, key: string): number | undefined;
  /** Ends a run early; its best schedule so far becomes the proposal. */
  stop(eventId: string): void;
  /** Forgets a run and its proposal. */
  forget(eventId: string): void;
  close(): void;
}

const FORGET_AFTER_MS = 30 * 60_000;

interface Proven {
  readonly key: string;
  readonly bound: number;
}

interface Running {
  state: SolverRunState;
  readonly run: SolverRun;
  forgetting?: NodeJS.Timeout;
}

/**
 * The scheduler runs of this process: one at a time, because each takes a whole core. What they
 * found is kept here only, and for half an hour: a proposal that nobody took is no data.
 */
export function createSolverRuns(log: (sentence: string, error?: unknown) => void): SolverRuns {
  const runs = new Map<string, Running>();
  /** By event; of its last problem only. */
  const proven = new Map<string, Proven>();

  const isRunning = ({ state }: Running): boolean => state.kind === 'running';
  const forget = (eventId: string): void => {
    const known = runs.get(eventId);
    clearTimeout(known?.forgetting);
    known?.run.stop();
    runs.delete(eventId);
  };

  return {
    start: (eventId, { draftVersion, ...task }) => {
      const busy = [...runs].find(([, one]) => isRunning(one));
      if (busy) return busy[0] === eventId ? 'busy-here' : 'busy-elsewhere';
      forget(eventId);
      const seed = Math.floor(Math.random() * 2 ** 31); // another run shall look elsewhere
      const key = problemKey(task.problem);
      const lower = (bound: number): number => {
        const known = proven.get(eventId);
        const lowest = known?.key === key ? Math.min(known.bound, bound) : bound;
        proven.set(eventId, { key, bound: lowest });
        return lowest;
      };
      const run = startSolverRun(
        { ...task, seed },
        ({ bound, ...progress }, share) => {
          const budget = task.seconds;
          running.state = { kind: 'running', budget, share, ...progress, bound: lower(bound) };
        },
        (error) => log('The proof beside a scheduler run failed.', error),
      );
      const running: Running = {
        run,
        state: {
          ...{ kind: 'running', budget: task.seconds, share: 0, placements: null },
          ...{ placed: null, served: null, bound: null },
        },
      };
      runs.set(eventId, running);
      void run.done
        .then(({ placements, score, bound, disturbance }) => {
          const { placed, served, hard } = score;
          const found = { placed, served, bound: lower(bound), budget: task.seconds, share: 1 };
          running.state = { kind: 'done', ...found, draftVersion, placements, hard, disturbance };
        })
        .catch((error: unknown) => {
          running.state = { ...running.state, kind: 'failed' };
          log('A scheduler run failed.', error);
        })
        .finally(() => {
          if (runs.get(eventId) !== running) return;
          running.forgetting = setTimeout(() => forget(eventId), FORGET_AFTER_MS).unref();
        });
      return 'started';
    },
    state: (eventId) => runs.get(eventId)?.state,
    provenBound: (eventId, key) => {
      const known = proven.get(eventId);
      return known?.key === key ? known.bound : undefined;
    },
    stop: (eventId) => runs.get(eventId)?.run.stop(),
    forget,
    close: () => [...runs.keys()].forEach(forget),
  };
}
