import { setImmediate } from 'node:timers/promises';
import { describeChangeReason, type ScheduleChanges } from '../src/list-changes.ts';
import { createRescheduler, type Rescheduled, type RescheduleProgress } from '../src/reschedule.ts';
import { InputError, loadProblem, loadSchedule } from './input-file.ts';
import { positiveNumber, wholeNumber } from './read-number.ts';
import { writeSchedule } from './write-schedule.ts';

export type ImproveFlags = {
  readonly seed?: string | undefined;
  readonly seconds?: string | undefined;
  readonly 'most-moves'?: string | undefined;
  readonly 'frozen-before'?: string | undefined;
  readonly out?: string | undefined;
};

/** Moves between two looks at the clock. */
const STEP = 1024;
/** Milliseconds between two looks at signals. */
const BREATH = 50;
const SAY_EVERY_MS = 1000;

/** Repairs and improves a schedule with the least disturbance. Seconds are counted from the start of the process. */
export async function improveCommand(
  [problemFile, scheduleFile, ...rest]: readonly string[],
  flags: ImproveFlags,
): Promise<number> {
  if (rest.length > 0) throw new InputError([`"${rest[0]}" is one file too many`]);
  const seed = wholeNumber('--seed', flags.seed ?? '1');
  const seconds = flags.seconds === undefined ? 5 : positiveNumber('--seconds', flags.seconds);
  const most = flags['most-moves'];
  const mostMoves = most === undefined ? undefined : wholeNumber('--most-moves', most);
  const frozenBefore = flags['frozen-before'];
  const problem = loadProblem(problemFile);
  const previous = loadSchedule(scheduleFile, problem).placements;
  if (frozenBefore !== undefined && !problem.slots.some(({ id }) => id === frozenBefore)) {
    throw new InputError([`--frozen-before: no slot "${frozenBefore}" in ${problemFile}`]);
  }

  const rescheduler = createRescheduler(problem, previous, { seed, mostMoves, frozenBefore });
  let interrupted = false;
  const interrupt = (): void => void (interrupted = true);
  process.once('SIGINT', interrupt);
  let breath = performance.now();
  let said = breath;
  for (let share = 0; share < 1 && !interrupted; share = performance.now() / (seconds * 1000)) {
    const progress = rescheduler.step(STEP, share);
    const now = performance.now();
    if (now - breath < BREATH) continue;
    breath = now;
    if (now - said >= SAY_EVERY_MS) {
      said = now;
      console.error(progressLine(progress, share));
    }
    await setImmediate();
  }
  process.removeListener('SIGINT', interrupt);

  const result = rescheduler.best();
  for (const line of report(result)) console.error(line);
  writeSchedule({ ...result, seconds: Math.round(performance.now()) / 1000 }, flags.out);
  return result.score.hard === 0 ? 0 : 1;
}

function progressLine({ placed, served, furtherMoves, fresh }: RescheduleProgress, share: number): string {
  return `${Math.floor(share * 100)} %: placed ${placed}, served ${served} with ${furtherMoves} further moves; from scratch ${fresh.placed} and ${fresh.served}`;
}

/** What changes and why, then what more or fewer moves would have given. */
function report({ changes, choices, furtherMoves, necessaryMoves, fresh }: Rescheduled): string[] {
  const summary = `${necessaryMoves} uprooted, ${furtherMoves} moved besides; from scratch ${fresh.moved} would move, for placed ${fresh.placed}, served ${fresh.served}`;
  const others = choices.map(
    (choice) =>
      `  ${choice.furtherMoves} further moves: placed ${choice.placed}, served ${choice.served}${choice.furtherMoves === furtherMoves ? ' (taken)' : ''}`,
  );
  return [...changeLines(changes), summary, ...others];
}

function changeLines({ moved, added, removed }: ScheduleChanges): string[] {
  const at = ({ slot, area }: { slot: string; area: string }): string => `${slot}, area ${area}`;
  return [
    ...moved.map(
      ({ session, from, to, reason }) =>
        `moved ${session}: from ${at(from)} to ${at(to)}; ${describeChangeReason(reason)}`,
    ),
    ...added.map((to) => `new ${to.session}: ${at(to)}`),
    ...removed.map(
      ({ session, from, reason }) => `removed ${session}: from ${at(from)}; ${describeChangeReason(reason)}`,
    ),
  ];
}
