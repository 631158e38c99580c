import { compileProblem } from './compile-problem.ts';
import { find } from './index-by-id.ts';
import type { Placement, Problem } from './problem.ts';
import { NONE, type Timetable } from './timetable.ts';

export type Frozen = {
  /** The problem in which nothing may start in a frozen slot. For searching only: score with the real one. */
  readonly problem: Problem;
  /** Placements that start in a frozen slot; facts, also where a rule would forbid them by now. */
  readonly placements: readonly Placement[];
};

/**
 * Takes the slots before `before` (a slot's id) out of play. What `previous` has there stays, even
 * when a lead was reported absent or the area closed only afterwards. Throws a RangeError for an
 * unknown slot.
 */
export function freezeSlots(
  problem: Problem,
  previous: readonly Placement[],
  before: string | undefined,
): Frozen {
  const { slotIndex, sessionIndex, areaIndex } = compileProblem(problem);
  const first = before === undefined ? 0 : find(slotIndex, 'slot', before);
  if (first === 0) return { problem, placements: [] };
  const placements = previous.filter(({ session, slot, area }) => {
    const start = slotIndex.get(slot);
    return start !== undefined && start < first && sessionIndex.has(session) && areaIndex.has(area);
  });
  const frozen = new Set(placements.map(({ session }) => session));
  const open = problem.slots.slice(first).map(({ id }) => id);
  const sessions = problem.sessions.map((session) => {
    if (frozen.has(session.id)) return { ...session, slots: [], pin: null };
    const { slots } = session;
    return { ...session, slots: slots ? slots.filter((id) => open.includes(id)) : open };
  });
  return { problem: { ...problem, sessions }, placements };
}

/** Puts frozen placements where they are, without asking rules; one that finds its cells taken is passed over. */
export function putFrozen(timetable: Timetable, placements: readonly Placement[]): void {
  const { slotIndex, sessionIndex, areaIndex, length, slotCount } = timetable.compiled;
  for (const placement of placements) {
    const session = sessionIndex.get(placement.session)!;
    const start = slotIndex.get(placement.slot)!;
    const area = areaIndex.get(placement.area)!;
    if (timetable.start[session] !== NONE || start + length[session]! > slotCount) continue;
    if (timetable.isFree(session, start, area)) timetable.put(session, start, area);
  }
}
