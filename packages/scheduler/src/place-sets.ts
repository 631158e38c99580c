import { arrangeSets } from './arrange-sets.ts';
import type { ChosenSet } from './close-gap.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { mostConstrainedFirst, placeGreedily } from './construct.ts';
import { placePins } from './place-pins.ts';
import type { Placement } from './problem.ts';
import { SeatLoss } from './seat-loss.ts';
import type { SlotClass } from './slot-classes.ts';
import { NONE, Timetable } from './timetable.ts';

/**
 * A schedule from a set for each slot, as far as hard rules let it: each session in the area where
 * the set loses least for want of seats. What the rules refuse, and the rest, goes where it fits.
 */
export function placeSets(
  compiled: CompiledProblem,
  classes: readonly SlotClass[],
  chosen: readonly ChosenSet[],
): Placement[] {
  const timetable = new Timetable(compiled);
  arrangeSets(compiled, classes, chosen).sets.forEach((choice, slot) => {
    if (!choice) return;
    const slotClass = classes[choice.slotClass]!;
    const set = choice.sessions.map((s) => slotClass.sessions.indexOf(s));
    // A session that began in an earlier slot has its area already.
    const held = choice.sessions.map((s) => (timetable.start[s] === NONE ? undefined : timetable.area[s]!));
    const areas = new SeatLoss(slotClass).bestAreas(set, held);
    choice.sessions.forEach((s, i) => {
      if (timetable.start[s] !== NONE || !timetable.allows(s, slot, areas[i]!)) return;
      timetable.put(s, slot, areas[i]!);
    });
  });
  placePins(timetable);
  placeGreedily(timetable, mostConstrainedFirst(compiled));
  return timetable.placements();
}
