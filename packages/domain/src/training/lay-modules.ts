import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { MAX } from '../sessions/session.ts';

/** A slot in which sessions can be, of one day. */
export interface TeachingSlot {
  readonly id: Id;
  readonly dayId: Id;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

export interface LaidModule<M> {
  readonly module: M;
  /** In slots. */
  readonly length: number;
  /** The slot it begins in; null: it does not fit. */
  readonly slotId: Id | null;
}

/**
 * Lays modules over the slots of an event in their order: each takes as many slots of one day, one after the
 * other, as its minutes need, and begins behind the one before it. Breaks are no slots and stay where they are.
 * A module that fits nowhere behind those before it has no slot; those after it still get what is left.
 * `slots` are in order of time. Linear in slots and modules.
 */
export function layModules<M extends { readonly minutes: number }>(
  modules: readonly M[],
  slots: readonly TeachingSlot[],
): LaidModule<M>[] {
  let next = 0;
  return modules.map((module) => {
    for (let from = next; from < slots.length; from++) {
      const length = slotsNeeded(module.minutes, slots, from);
      if (length === null) continue;
      next = from + length;
      return { module, length, slotId: slots[from]?.id ?? null };
    }
    return { module, length: usualLength(module.minutes, slots), slotId: null };
  });
}

/** How many slots from `from` on hold these minutes; null when those of the day do not. */
function slotsNeeded(minutes: number, slots: readonly TeachingSlot[], from: number): number | null {
  let left = minutes;
  for (let count = 1; count <= MAX.length; count++) {
    const slot = slots[from + count - 1];
    if (!slot || slot.dayId !== slots[from]?.dayId) return null;
    left -= minutesOfSlot(slot);
    if (left <= 0) return count;
  }
  return null;
}

/** What a module without a slot is proposed with: as many slots as it would need in the first of them. */
function usualLength(minutes: number, [slot]: readonly TeachingSlot[]): number {
  return slot ? Math.min(MAX.length, Math.max(1, Math.ceil(minutes / minutesOfSlot(slot)))) : 1;
}

function minutesOfSlot({ startsAt, endsAt }: TeachingSlot): number {
  return Temporal.Instant.from(startsAt).until(endsAt).total('minutes');
}
