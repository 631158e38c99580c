import type { Abort } from './abort.ts';
import { boundServed } from './bound.ts';
import { compileProblem } from './compile-problem.ts';
import { mostConstrainedFirst, placeGreedily } from './construct.ts';
import { explainUnplaced } from './explain.ts';
import { freezeSlots, type Frozen } from './freeze.ts';
import { FreshSearch } from './fresh-search.ts';
import type { Found } from './homes.ts';
import { listChanges, type ScheduleChanges } from './list-changes.ts';
import type { Placement, Problem, Schedule, Score } from './problem.ts';
import { scoreSchedule } from './score.ts';
import { settleRelease, type Settled } from './settle-release.ts';
import { coolingProgress, STRIDE } from './solve.ts';
import { StableSearch } from './stable-search.ts';
import { NONE, timetableOf } from './timetable.ts';

export type RescheduleSettings = {
  /** Any integer; equal modulo 2³² is equal. */
  readonly seed: number;
  /**
   * Sessions that could stay and may be moved nevertheless, at most. By default two more than the
   * sessions that a change concerns, and none when nothing has changed.
   */
  readonly mostMoves?: number | undefined;
  /** A slot's id: all slots before it are over, and what the release has there stays. */
  readonly frozenBefore?: string | undefined;
  /** The share of a fresh schedule's `served` at which no more is moved; 0.992 by default. */
  readonly enough?: number | undefined;
};

export type RescheduleOptions = RescheduleSettings & {
  /** Called after every step; `true` ends the search. Callers that have a clock look at it here. */
  readonly until?: ((progress: RescheduleProgress) => boolean) | undefined;
  /** Moves to try, half of them for the fresh schedule that the result is compared with; without `until` needed. */
  readonly iterations?: number | undefined;
  /** Looked at after every step; aborted, it ends the search with the best so far. */
  readonly signal?: Abort | undefined;
};

export type RescheduleProgress = {
  /** Moves tried so far. */
  readonly iterations: number;
  readonly placed: number;
  readonly served: number;
  /** Sessions moved in the schedule so far that could have stayed. */
  readonly furtherMoves: number;
  readonly fresh: Omit<Fresh, 'moved'>;
};

/** What scheduling from scratch has found in the same time. */
export type Fresh = {
  readonly placed: number;
  readonly served: number;
  /** Sessions of the release that would be somewhere else. */
  readonly moved: number;
};

/** What so many further moves would give; each choice gives more than the one before. */
export type RescheduleChoice = {
  readonly furtherMoves: number;
  readonly placed: number;
  readonly served: number;
};

export type Rescheduled = Schedule & {
  readonly score: Score;
  readonly bound: number;
  readonly seed: number;
  readonly iterations: number;
  readonly changes: ScheduleChanges;
  /** Sessions that the changes themselves uproot. */
  readonly necessaryMoves: number;
  /** Sessions moved, or taken off, that could have stayed. */
  readonly furtherMoves: number;
  readonly fresh: Fresh & { readonly placements: readonly Placement[] };
  readonly choices: readonly RescheduleChoice[];
};

export type Rescheduler = {
  /**
   * Tries so many moves. `progressShare` (0..1) is the part of the whole search that is over, for
   * the fresh schedule's cooling, as in `createSolver`.
   */
  step(iterations: number, progressShare?: number): RescheduleProgress;
  /** The schedule to propose so far; callable at any time, also before the first step. */
  best(): Rescheduled;
};

/** A little above 99 %, because the fresh schedule that is compared with had half of the time only. */
const ENOUGH = 0.992;
/** Where enough is out of reach, a further move has to bring this share of the fresh schedule's `served`. */
const WORTH = 0.001;

/**
 * The schedule for a problem that has changed since `previous` was released, with the least
 * disturbance. What the changes uproot is placed anew. Then sessions that could stay are moved only
 * as far as that places more, or until `enough` of a fresh schedule's `served` is reached with the
 * fewest moves found for that. The same arguments give the same schedule on every machine (unless
 * `until` looks at a clock). No hard rule is broken, at any moment, except by what frozen slots hold
 * already and by a pin that cannot be kept, whose session stays unplaced.
 * Throws a RangeError for an unknown slot in `frozenBefore`.
 */
export function reschedule(
  problem: Problem,
  previous: readonly Placement[],
  { iterations, until, signal, ...settings }: RescheduleOptions,
): Rescheduled {
  if (iterations === undefined && !until) throw new RangeError('reschedule needs iterations or until');
  const rescheduler = createRescheduler(problem, previous, settings);
  const total = iterations === undefined ? Infinity : Math.max(0, Math.floor(iterations));
  for (let done = 0; done < total && !signal?.aborted;) {
    const moves = Math.min(2 * STRIDE, total - done);
    const share = total === Infinity ? undefined : coolingProgress(problem, done, total);
    const progress = rescheduler.step(moves, share);
    done += moves;
    if (until?.(progress)) break;
  }
  return rescheduler.best();
}

/** The same search, step by step, for a worker that has to look at a clock and at messages in between. */
export function createRescheduler(
  problem: Problem,
  previous: readonly Placement[],
  { seed, mostMoves, frozenBefore, enough = ENOUGH }: RescheduleSettings,
): Rescheduler {
  // How little has to move is measured by what is served, whatever the objective.
  const frozen = freezeSlots({ ...problem, objective: undefined }, previous, frozenBefore);
  const settled = settleRelease(problem, frozen, previous);
  const fresh = new FreshSearch(frozen, seed);
  const stable = new StableSearch(settled, seed, mostMoves ?? defaultMoves(problem, previous, settled));
  let iterations = 0;

  function step(count: number, progressShare?: number): RescheduleProgress {
    for (let left = count; left > 0; left -= 2 * STRIDE) {
      const moves = Math.min(2 * STRIDE, left);
      const half = Math.floor(moves / 2);
      fresh.run(half, progressShare);
      stable.run(moves - half);
      iterations += moves;
    }
    return progress();
  }

  function progress(): RescheduleProgress {
    const { start, served, away } = choose(stable.homes.all(), fresh.served, enough);
    return {
      iterations,
      placed: priorityOf(problem, start),
      served,
      furtherMoves: away,
      fresh: { placed: priorityOf(problem, fresh.start), served: fresh.served },
    };
  }

  function best(): Rescheduled {
    const found = stable.homes.all();
    const { start, area, away } = choose(found, fresh.served, enough);
    const placements = placementsOf(frozen, start, area);
    const scratch = placementsOf(frozen, fresh.start, fresh.area);
    const { moved } = scoreSchedule({ ...problem, previous }, { placements: scratch });
    return {
      format: 'plenary-schedule/1',
      placements,
      unplaced: explainUnplaced(frozen.problem, { placements }),
      score: scoreSchedule(problem, { placements }),
      bound: boundServed(problem),
      seed,
      iterations,
      changes: listChanges(problem, previous, placements, settled),
      necessaryMoves: settled.uprooted.length,
      furtherMoves: away,
      fresh: { ...progress().fresh, moved, placements: scratch },
      choices: found.map((choice) => ({
        furtherMoves: choice.away,
        placed: priorityOf(problem, choice.start),
        served: choice.served,
      })),
    };
  }

  return { step, best };
}

/** Two more than the sessions that a change concerns: uprooted, gone, or new and with a cell to go to. */
function defaultMoves(problem: Problem, previous: readonly Placement[], settled: Settled): number {
  const { starts, usable } = settled.timetable.compiled;
  const known = new Set(previous.map(({ session }) => session));
  const fresh = problem.sessions.filter(
    ({ id }, s) => !known.has(id) && starts[s]!.length > 0 && usable[s]!.length > 0,
  );
  const concerned = settled.uprooted.length + settled.gone.length + fresh.length;
  return concerned === 0 ? 0 : concerned + 2;
}

/** Of those that place most the one with the fewest moves that is enough; see {@link WORTH} when none is. */
function choose(found: readonly Found[], freshServed: number, enough: number): Found {
  const most = found.at(-1)!.placed;
  const [first, ...others] = found.filter(({ placed }) => placed === most);
  let chosen = first!;
  for (const next of others) {
    if (chosen.served >= enough * freshServed) return chosen;
    const gain = (next.served - chosen.served) / (next.away - chosen.away);
    if (next.served >= enough * freshServed || gain >= WORTH * freshServed) chosen = next;
  }
  return chosen;
}

function priorityOf(problem: Problem, start: Int32Array): number {
  return problem.sessions.reduce((sum, { priority = 1 }, s) => (start[s] === NONE ? sum : sum + priority), 0);
}

/** With what an interrupted search has left out and still fits, and with all that is frozen, in the problem's order. */
function placementsOf(frozen: Frozen, start: Int32Array, area: Int32Array): Placement[] {
  const compiled = compileProblem(frozen.problem);
  const timetable = timetableOf(compiled, start, area);
  placeGreedily(timetable, mostConstrainedFirst(compiled));
  const cells = new Map(timetable.placements().map((placement) => [placement.session, placement]));
  for (const placement of frozen.placements) cells.set(placement.session, placement);
  return frozen.problem.sessions.flatMap(({ id }) => cells.get(id) ?? []);
}
