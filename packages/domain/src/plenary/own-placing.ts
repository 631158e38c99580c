import type { Transaction } from '../database/db.ts';
import { eventGrid } from '../events/event-queries.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import type { Plenary } from './plenary.ts';
import { openSlots } from './plenary-problem.ts';
import { requireOpenPlenary, requireStep } from './plenary-queries.ts';

/** The open plenary, when leads may place in it now. */
export async function requireLeadsPlace(tx: Transaction, eventId: Id): Promise<Plenary> {
  const plenary = await requireOpenPlenary(tx, eventId);
  requireStep(plenary, 'place');
  if (!plenary.leadsPlace)
    throw new DomainError('wrong-state', 'The organisers place the sessions this time. Try: tell them.');
  return plenary;
}

/** A cell that leads may take in this plenary: its slot is today and has not begun, and nobody else is looking at it. */
export async function requireFreeToTake(
  tx: Transaction,
  plenary: Plenary,
  cell: { readonly slotId: Id; readonly areaId: Id },
  sessionId: Id,
  now: Timestamp,
): Promise<void> {
  const open = openSlots(await eventGrid(tx, plenary.eventId), plenary.dayId, now);
  if (!open.some((slot) => slot.id === cell.slotId))
    throw new DomainError('wrong-state', 'This slot is not to be filled in this plenary, or has begun.');
  const held = await tx
    .selectFrom('cell_holds')
    .innerJoin('people', 'people.id', 'cell_holds.person_id')
    .select(['session_id', 'people.name', 'until'])
    .where('slot_id', '=', cell.slotId)
    .where('area_id', '=', cell.areaId)
    .where('until', '>', now)
    .executeTakeFirst();
  if (held && held.session_id !== sessionId)
    throw new DomainError(
      'already-taken',
      `${held.name} is about to place a session there. Try: another cell, or again in a minute.`,
      { params: { name: held.name } },
    );
}
