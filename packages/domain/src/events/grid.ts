import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { SlotKind } from './event-tables.ts';

/** The days, slots and areas of one event, all in the order in which people meet them. */
export interface Grid {
  readonly days: readonly GridDay[];
  readonly slots: readonly GridSlot[];
  readonly areas: readonly GridArea[];
  /** Cells in which nothing can be placed. */
  readonly closures: readonly Closure[];
}

export interface GridDay {
  readonly id: Id;
  /** Local calendar date. */
  readonly date: string;
  readonly proposingClosedAt: Timestamp | null;
}

export interface GridSlot {
  readonly id: Id;
  readonly dayId: Id;
  readonly kind: SlotKind;
  readonly title: string;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
}

export interface GridArea {
  readonly id: Id;
  readonly label: string;
  readonly name: string;
  /** null: a commons without limit. */
  readonly seats: number | null;
  readonly features: readonly string[];
  readonly onlineLink: string;
  readonly position: number;
}

export interface Closure {
  readonly areaId: Id;
  readonly slotId: Id;
}

/** The slots that sessions are placed in, of one day, in order of time. */
export function sessionSlotsOf(grid: Grid, dayId: Id): readonly GridSlot[] {
  return grid.slots
    .filter((slot) => slot.dayId === dayId && slot.kind === 'sessions')
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** A slot that would be at the same time as another one of the event. */
export function overlapping(
  grid: Grid,
  times: { readonly startsAt: Timestamp; readonly endsAt: Timestamp },
  exceptId?: Id,
): GridSlot | undefined {
  return grid.slots.find(
    (slot) => slot.id !== exceptId && slot.startsAt < times.endsAt && times.startsAt < slot.endsAt,
  );
}
