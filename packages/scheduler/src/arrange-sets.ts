import type { ChosenSet } from './close-gap.ts';
import type { CompiledProblem } from './compile-problem.ts';
import { heldAsAWhole, type SlotClass } from './slot-classes.ts';

/** Sets tried in slots before any order will do. */
const PATIENCE = 5_000;

export type Arrangement = {
  /** By slot one of the chosen sets. */
  readonly sets: readonly (ChosenSet | undefined)[];
  /** False when certainly no schedule consists of these sets. */
  readonly possible: boolean;
};

/**
 * Puts the sets chosen for each class in an order of its slots, so that long sessions run on, and
 * sessions start where they may and after those they wait for. Any order, if no such one is found.
 */
export function arrangeSets(
  compiled: CompiledProblem,
  classes: readonly SlotClass[],
  chosen: readonly ChosenSet[],
): Arrangement {
  const { slotCount, length, mayStart, before } = compiled;
  const classOf = new Int32Array(slotCount);
  classes.forEach(({ slots }, c) => slots.forEach((t) => (classOf[t] = c)));
  const listed = classes.map(({ sessions }) => new Set(sessions));
  const occurring = new Set(chosen.flatMap(({ sessions }) => sessions));
  /** By session: the slot where it starts in the order so far. */
  const start = new Map<number, number>();
  const used = new Uint8Array(chosen.length);
  const order: ChosenSet[] = [];
  let patience = PATIENCE;

  const runsAt = (s: number, slot: number): boolean => {
    const first = start.get(s);
    return first !== undefined && slot < first + length[s]!;
  };
  const mayBegin = (s: number, slot: number): boolean =>
    !start.has(s) &&
    mayStart[s * slotCount + slot] === 1 &&
    before[s]!.every((earlier) => !occurring.has(earlier) || (start.has(earlier) && !runsAt(earlier, slot)));
  const suits = ({ slotClass, sessions }: ChosenSet, slot: number): boolean =>
    slotClass === classOf[slot] &&
    sessions.every((s) => runsAt(s, slot) || mayBegin(s, slot)) &&
    [...start.keys()].every((s) => !runsAt(s, slot) || sessions.includes(s) || !listed[slotClass]!.has(s));

  function fill(slot: number): boolean {
    if (slot === slotCount) return true;
    for (const [i, set] of chosen.entries()) {
      if (used[i] === 1 || patience < 0) continue;
      patience--;
      if (!suits(set, slot)) continue;
      const begun = set.sessions.filter((s) => !start.has(s));
      for (const s of begun) start.set(s, slot);
      used[i] = 1;
      order.push(set);
      if (fill(slot + 1)) return true;
      order.pop();
      used[i] = 0;
      for (const s of begun) start.delete(s);
    }
    return false;
  }

  if (fill(0)) return { sets: order, possible: true };
  const whole = heldAsAWhole(compiled, classes);
  const bySlot = classes.map((_, c) => chosen.filter(({ slotClass }) => slotClass === c));
  return {
    sets: Array.from(classOf, (c) => bySlot[c]!.shift()),
    // Where a session runs unseen in some slot, what is seen of it may look impossible.
    possible: patience < 0 || [...occurring].some((s) => !whole[s]!),
  };
}
