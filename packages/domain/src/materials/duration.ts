import { Worker } from 'node:worker_threads';

/** Most files say it at once; an hour without an index is read through in a second. */
const MOST_MS = 10_000;
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
/** Longer than anybody recorded: such a number is a mistake or a joke. */
const LONGEST_SECONDS = 7 * 24 * 3600;

/** By its name in the package, because this file may have been bundled elsewhere. */
const THREAD = import.meta.resolve('@plenary/domain/materials/duration-thread.ts');

let last: Promise<unknown> = Promise.resolve();

/**
 * How long audio or video lasts, in whole seconds; null when the file does not say. Files come from
 * anybody: one at a time is read, in a thread that may be stopped, with little memory and time.
 */
export function durationOf(path: string, type: string): Promise<number | null> {
  if (!/^(audio|video)\//.test(type)) return Promise.resolve(null);
  const found = last.then(() => readInThread(path));
  last = found;
  return found;
}

function readInThread(path: string): Promise<number | null> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL(THREAD), { workerData: path, resourceLimits: LIMITS });
    const end = (seconds: unknown): void => {
      clearTimeout(tooLong);
      resolve(wholeSeconds(seconds));
      void thread.terminate();
    };
    const tooLong = setTimeout(() => end(null), MOST_MS);
    thread.once('message', end);
    thread.once('error', () => end(null)); // a file that cannot be read is kept all the same
    thread.once('exit', () => end(null));
  });
}

function wholeSeconds(seconds: unknown): number | null {
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds < LONGEST_SECONDS)) return null;
  return Math.max(1, Math.round(seconds));
}
