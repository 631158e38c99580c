import type { Transaction } from '../database/db.ts';
import { organises, type Standing } from '../standing/standing.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** Refuses a day or slots that are not this event's. */
export async function requireOwnTimes(
  tx: Transaction,
  eventId: Id,
  times: { readonly dayId: Id | null; readonly unavailableSlotIds: readonly Id[] },
): Promise<void> {
  if (times.dayId) {
    const day = await tx
      .selectFrom('event_days')
      .select('id')
      .where('id', '=', times.dayId)
      .where('event_id', '=', eventId)
      .executeTakeFirst();
    if (!day) throw wrongField('dayId', 'not-a-choice', 'This event has no such day.');
  }
  await requireOwnSlots(tx, eventId, times.unavailableSlotIds, 'unavailableSlotIds');
}

/** Refuses slots that are not this event's; `field` is the one to blame. */
export async function requireOwnSlots(
  tx: Transaction,
  eventId: Id,
  slotIds: readonly Id[],
  field: string,
): Promise<void> {
  if (slotIds.length === 0) return;
  const own = await tx.selectFrom('slots').select('id').where('event_id', '=', eventId).execute();
  const ownIds = new Set(own.map((slot) => slot.id));
  if (!slotIds.every((id) => ownIds.has(id)))
    throw wrongField(field, 'not-a-choice', 'This event has no such slot.');
}

/**
 * Refuses participants when proposing is closed: for the day they want, or for every day when they
 * want none in particular. Organisers may always propose.
 */
export async function requireProposingOpen(
  tx: Transaction,
  standing: Standing,
  dayId: Id | null,
): Promise<void> {
  if (organises(standing)) return;
  const days = await tx
    .selectFrom('event_days')
    .select(['id', 'date', 'proposing_closed_at'])
    .where('event_id', '=', standing.eventId)
    .orderBy('date')
    .execute();
  const wanted = dayId ? days.filter((day) => day.id === dayId) : days;
  if (wanted.length === 0 || wanted.some((day) => day.proposing_closed_at === null)) return;
  const dates = wanted.map((day) => day.date).join(', ');
  throw new DomainError(
    'proposing-closed',
    `Proposing is closed for ${dates}. Try: another day, or ask an organiser to add it.`,
    { params: { dates } },
  );
}
