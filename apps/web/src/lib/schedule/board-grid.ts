import type { Board, BoardSession } from '@plenary/domain/schedule/draft-board.ts';
import type { GridSlot } from '@plenary/domain/events/grid.ts';
import { cellKey } from './picking.svelte.ts';

/** A session in one cell of the draft; one of two slots stands in two. */
export interface Standing {
  readonly session: BoardSession;
  readonly continued: boolean;
}

export interface BoardRow {
  readonly slot: GridSlot;
  /** Among all rows for sessions of the event, for moving between cells; undefined for breaks and the like. */
  readonly number: number | undefined;
}

export interface BoardDayRows {
  readonly date: string;
  readonly rows: readonly BoardRow[];
}

/** The days that have slots for sessions, with all their slots in order. */
export function boardDays({ days, slots }: Board['grid']): BoardDayRows[] {
  let number = 0;
  return days
    .map((day) => ({
      date: day.date,
      rows: slots
        .filter((slot) => slot.dayId === day.id)
        .map((slot) => ({ slot, number: slot.kind === 'sessions' ? number++ : undefined })),
    }))
    .filter((day) => day.rows.some((row) => row.number !== undefined));
}

/** What stands in each cell, by {@link cellKey}. */
export function standings({ grid, sessions }: Pick<Board, 'grid' | 'sessions'>): Map<string, Standing[]> {
  const rowsOfDay = Map.groupBy(
    grid.slots.filter((slot) => slot.kind === 'sessions'),
    (slot) => slot.dayId,
  );
  const cells = new Map<string, Standing[]>();
  for (const session of sessions) {
    if (!session.placement) continue;
    const { slot: slotId, area } = session.placement;
    const row = rowsOfDay.get(grid.slots.find((slot) => slot.id === slotId)?.dayId ?? '') ?? [];
    const first = row.findIndex((slot) => slot.id === slotId);
    for (const slot of row.slice(first, first + session.length)) {
      const key = cellKey(slot.id, area);
      cells.set(key, [...(cells.get(key) ?? []), { session, continued: slot.id !== slotId }]);
    }
  }
  return cells;
}
