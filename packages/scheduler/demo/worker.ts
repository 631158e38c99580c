// Searches or proves in a worker of the page, so that the page stays at hand.
import { compileProblem } from '../src/compile-problem.ts';
import { occupy } from '../src/occupancy.ts';
import type { Placement, Problem } from '../src/problem.ts';
import { prove } from '../src/prove.ts';
import { scoreSchedule } from '../src/score.ts';
import { SeatSchedule } from '../src/seat-schedule.ts';
import { createSolver, STRIDE } from '../src/solve.ts';
import type { FilledCell, News, Task } from './messages.ts';

const PICTURE_EVERY_MS = 150;
/** A picture may take this share of the time at most, so that the rest is for the search. */
const PICTURE_SHARE = 0.2;

const stop = new AbortController();
addEventListener('message', ({ data }: MessageEvent<Task | 'stop'>) => {
  if (data === 'stop') stop.abort();
  else void (data.kind === 'search' ? search(data) : lowerBound(data));
});

async function search({ problem, seed, seconds }: Task): Promise<void> {
  const solver = createSolver(problem, { seed });
  const start = performance.now();
  const share = (): number => Math.min(1, (performance.now() - start) / (1000 * seconds));
  let next = -Infinity;
  while (share() < 1 && !solver.proven() && !stop.signal.aborted) {
    solver.step(STRIDE, share());
    const now = performance.now();
    if (now < next) continue;
    tell(picture(problem, solver.best().placements, share()));
    next = performance.now() + Math.max(PICTURE_EVERY_MS, (performance.now() - now) / PICTURE_SHARE);
    await breathe();
  }
  solver.step(STRIDE, 1); // what is left to gain without a loss
  const { placements, unplaced, score, bound, ...rest } = solver.best();
  tell(picture(problem, placements, 1));
  const schedule = { ...rest, placements, unplaced, score, bound };
  tell({ kind: 'done', schedule: JSON.stringify(schedule, null, 2), unplaced });
}

async function lowerBound({ problem, seconds }: Task): Promise<void> {
  const start = performance.now();
  await prove(problem, {
    signal: stop.signal,
    breathe,
    onProgress: ({ bound }) => {
      tell({ kind: 'bound', bound });
      return performance.now() - start < 1000 * seconds;
    },
  });
}

function picture(problem: Problem, placements: readonly Placement[], share: number): News {
  const compiled = compileProblem(problem);
  const { entries, slots } = occupy(compiled, placements);
  const people = new Map<string, number>();
  new SeatSchedule(compiled).value(slots, (_, session, __, slot) => {
    const key = `${slot} ${session}`;
    people.set(key, (people.get(key) ?? 0) + 1);
  });
  const cells = entries.flatMap(({ session, start, area, length }): FilledCell[] =>
    Array.from({ length }, (_, k) => ({
      session: problem.sessions[session]!.id,
      slot: problem.slots[start + k]!.id,
      area: problem.areas[area]!.id,
      people: people.get(`${start + k} ${session}`) ?? 0,
    })),
  );
  const { placed, served, trivialBound } = scoreSchedule(problem, { placements });
  return { kind: 'found', share, placed, served, bound: trivialBound, cells };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function tell(news: News): void {
  postMessage(news);
}
