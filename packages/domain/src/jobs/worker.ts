import { randomUUID } from 'node:crypto';
import type { Db } from '../database/db.ts';
import type { Clock } from '../kernel/clock.ts';
import { completeJob, failJob } from './finish-job.ts';
import { takeJob, type Job, type Kinds } from './take-job.ts';

/** What does the work of one kind of job. It may be called again for the same job after a crash. */
export type JobHandler = (payload: unknown, job: Job) => Promise<void>;

/** A duty that comes round: `every` milliseconds, in whichever process gets to it. */
export interface Duty {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

export interface WorkerNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly duties: readonly Duty[];
  readonly onCommit: (listener: () => void) => () => void;
  readonly log: (sentence: string, error?: unknown) => void;
  readonly pollMs?: number;
  /** All, if not said. */
  readonly kinds?: Kinds;
}

const POLL_MS = 5000;

/** Works through the queue in this process until stopped; woken by commits and by the clock. */
export function startWorker(needs: WorkerNeeds): { stop(): Promise<void> } {
  const name = randomUUID();
  let stopped = false;
  let wakeAgain = false;
  let working: Promise<void> | undefined;

  const wake = (): void => {
    wakeAgain = true;
    if (stopped || working) return;
    working = (async () => {
      while (wakeAgain && !stopped) {
        wakeAgain = false;
        await workThrough(needs, name, () => stopped);
      }
    })()
      .catch((error: unknown) => needs.log('The queue could not be read; trying again soon.', error))
      .finally(() => {
        working = undefined;
      });
  };

  const silence = needs.onCommit(wake);
  const timers = [
    setInterval(wake, needs.pollMs ?? POLL_MS),
    ...needs.duties.map((duty) =>
      setInterval(
        () => void duty.run().catch((error: unknown) => needs.log(`${duty.name} failed.`, error)),
        duty.everyMs,
      ),
    ),
  ];
  for (const timer of timers) timer.unref();
  wake();
  return {
    stop: async () => {
      stopped = true;
      silence();
      for (const timer of timers) clearInterval(timer);
      await working;
    },
  };
}

async function workThrough(needs: WorkerNeeds, worker: string, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const job = await takeJob(needs.db, needs.clock, worker, needs.kinds);
    if (!job) return;
    try {
      const handler = needs.handlers[job.kind];
      if (!handler) throw new Error(`Nothing here does jobs of kind "${job.kind}".`);
      await handler(JSON.parse(job.payload), job);
      await completeJob(needs.db, job);
    } catch (error) {
      needs.log(`Job ${job.kind} ${job.id} failed at try ${job.attempts}.`, error);
      await failJob(needs.db, needs.clock, job, error);
    }
  }
}
