import type { CompiledProblem } from './compile-problem.ts';
import type { Placement } from './problem.ts';

/** What runs where, read off a list of placements, whether or not hard rules hold. */
export type Occupancy = {
  /** In the order of the placements. */
  readonly entries: readonly Entry[];
  readonly slots: readonly SlotOccupancy[];
};

export type Entry = {
  readonly session: number;
  readonly start: number;
  readonly area: number;
  /** Slots it covers: fewer than its length when it leaves the day. */
  readonly length: number;
};

/** Sessions of one slot in rising order, with the seats of their areas. */
export type SlotOccupancy = {
  readonly slot: number;
  readonly sessions: Int32Array;
  readonly seats: Int32Array;
  /** As many seats for each as there are people: no limit. */
  readonly everyone: Int32Array;
};

/** Placements with unknown ids, and all but the first placement of a session, are left out. */
export function occupy(compiled: CompiledProblem, placements: readonly Placement[]): Occupancy {
  const seen = new Set<number>();
  const entries: Entry[] = [];
  for (const placement of placements) {
    const session = compiled.sessionIndex.get(placement.session);
    const start = compiled.slotIndex.get(placement.slot);
    const area = compiled.areaIndex.get(placement.area);
    if (session === undefined || start === undefined || area === undefined || seen.has(session)) continue;
    seen.add(session);
    entries.push({ session, start, area, length: coveredSlots(compiled, session, start) });
  }
  return { entries, slots: occupySlots(compiled, entries) };
}

/** The slots as these entries fill them; each session occurs once in `entries`. */
function occupySlots(compiled: CompiledProblem, entries: readonly Entry[]): SlotOccupancy[] {
  const bySlot = Array.from({ length: compiled.slotCount }, (): Entry[] => []);
  for (const entry of entries) for (let k = 0; k < entry.length; k++) bySlot[entry.start + k]!.push(entry);
  return bySlot.map((running, slot) => occupySlot(compiled, slot, running));
}

/** One slot in which these sessions run. Sorts `running`. */
export function occupySlot(compiled: CompiledProblem, slot: number, running: Entry[]): SlotOccupancy {
  running.sort((a, b) => a.session - b.session);
  return {
    slot,
    sessions: Int32Array.from(running, (entry) => entry.session),
    seats: Int32Array.from(running, (entry) => compiled.seats[entry.area]!),
    everyone: new Int32Array(running.length).fill(compiled.personCount),
  };
}

/** How many slots of its length a session finds on the day when it starts in `start`. */
export function coveredSlots(compiled: CompiledProblem, session: number, start: number): number {
  const { slots } = compiled.problem;
  const wanted = compiled.length[session]!;
  let k = 1;
  while (k < wanted && slots[start + k]?.day === slots[start]!.day) k++;
  return k;
}
