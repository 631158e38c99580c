import { compileProblem } from './compile-problem.ts';
import { mostWantedFirst, placeGreedily } from './construct.ts';
import { explainUnplaced } from './explain.ts';
import { placePins } from './place-pins.ts';
import type { Problem, Schedule } from './problem.ts';
import { Timetable } from './timetable.ts';

/**
 * One greedy pass as in the Xen Project's design session scheduler (gwd/session-scheduler): pinned
 * sessions, then all by total interest, each to the slot where it adds most. Unlike that tool it
 * breaks no hard rule. It is the baseline that the solver has to beat.
 */
export function greedySchedule(problem: Problem): Schedule {
  const compiled = compileProblem(problem);
  const timetable = new Timetable(compiled);
  placePins(timetable);
  placeGreedily(timetable, mostWantedFirst(compiled));
  const placements = timetable.placements();
  return {
    format: 'plenary-schedule/1',
    placements,
    unplaced: explainUnplaced(problem, { placements }),
  };
}
