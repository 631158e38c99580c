import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { takeTurn } from '../database/turn.ts';
import type { Change } from '../database/record-changes.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { displace, type Displaced } from './displacement.ts';
import type { Event } from './event.ts';
import { eventGrid, eventOrThrow } from './event-queries.ts';
import type { Grid, GridArea, GridDay, GridSlot } from './grid.ts';

/** What every action on the grid takes: the event, and whether placed sessions may be touched. */
export const gridInput = {
  eventId: id,
  /** True once the organiser has seen what the change does to placed sessions. */
  displace: z.boolean().default(false),
};

/** Takes the event's turn and reads its grid, so that nothing moves while it is being changed. */
export async function openGrid(tx: Transaction, eventId: Id): Promise<{ event: Event; grid: Grid }> {
  await takeTurn(tx, eventId);
  return { event: await eventOrThrow(tx, eventId), grid: await eventGrid(tx, eventId) };
}

/** Says what a change displaces, or does it: see `displace`. */
export function makeRoom(
  tx: Transaction,
  input: { readonly eventId: Id; readonly displace: boolean },
  before: Grid,
  after: Grid,
): Promise<readonly Displaced[]> {
  return displace(tx, { eventId: input.eventId, before, after, displace: input.displace });
}

export function gridChanged(event: Event, subjectId: Id): Change {
  const audience = event.announcedAt ? 'public' : 'organisers';
  return { kind: 'grid.changed', eventId: event.id, subjectId, audience };
}

export function dayOf(grid: Grid, dayId: Id): GridDay {
  return grid.days.find((day) => day.id === dayId) ?? missing('day', dayId);
}

export function slotOf(grid: Grid, slotId: Id): GridSlot {
  return grid.slots.find((slot) => slot.id === slotId) ?? missing('slot', slotId);
}

export function areaOf(grid: Grid, areaId: Id): GridArea {
  return grid.areas.find((area) => area.id === areaId) ?? missing('area', areaId);
}

function missing(what: string, id: Id): never {
  throw notFound(what, id);
}
