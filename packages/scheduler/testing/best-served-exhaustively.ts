import { compileProblem } from '../src/compile-problem.ts';
import type { Problem } from '../src/problem.ts';
import { scoreSchedule } from '../src/score.ts';
import { Timetable } from '../src/timetable.ts';

/** The most that any schedule without broken hard rules serves, by trying them all; 0 when there is none. */
export function bestServedExhaustively(problem: Problem): number {
  const timetable = new Timetable(compileProblem(problem));
  const { sessionCount, starts, usable } = timetable.compiled;
  let best = 0;
  function placeFrom(s: number): void {
    if (s === sessionCount) {
      best = Math.max(best, servedIfPinsHold(problem, timetable));
      return;
    }
    placeFrom(s + 1);
    for (const t of starts[s]!) {
      for (const a of usable[s]!) {
        if (!timetable.allows(s, t, a)) continue;
        timetable.put(s, t, a);
        placeFrom(s + 1);
        timetable.take(s);
      }
    }
  }
  placeFrom(0);
  return best;
}

function servedIfPinsHold(problem: Problem, timetable: Timetable): number {
  const score = scoreSchedule(problem, { placements: timetable.placements() });
  return score.hard === 0 ? score.served : 0;
}
