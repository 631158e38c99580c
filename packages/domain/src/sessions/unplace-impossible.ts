import type { Transaction } from '../database/db.ts';
import type { Change } from '../database/record-changes.ts';
import { forgetMoves } from '../events/forget-moves.ts';
import type { Id } from '../kernel/ids.ts';
import { readNeeds } from './session.ts';

/**
 * Takes sessions off the draft grid when what was just said about them or their leads makes their
 * place impossible: another length or day, a feature the area lacks, a slot they cannot, a lead
 * who is absent then or leads elsewhere. Hard rules are never relaxed, and a lead is never in two places;
 * the organiser finds the session among the unplaced. Released schedules stay as announced.
 * The caller has taken the event's turn.
 */
export async function unplaceImpossible(
  tx: Transaction,
  eventId: Id,
  sessionIds: readonly Id[],
): Promise<Change[]> {
  const impossible: Id[] = [];
  for (const sessionId of await placedAmong(tx, sessionIds)) {
    if (await isImpossible(tx, sessionId)) {
      impossible.push(sessionId);
      await unplace(tx, eventId, sessionId);
    }
  }
  return impossible.map((subjectId) => draftChanged(eventId, subjectId));
}

/** Takes one session off the draft grid, for good: no undo brings it back. True when it had a place there. */
export async function unplace(tx: Transaction, eventId: Id, sessionId: Id): Promise<boolean> {
  await tx.deleteFrom('placement_cells').where('session_id', '=', sessionId).execute();
  const removed = await tx
    .deleteFrom('placements')
    .where('session_id', '=', sessionId)
    .returning('session_id')
    .executeTakeFirst();
  await forgetMoves(tx, eventId, [sessionId]);
  if (!removed) return false;
  await tx
    .updateTable('drafts')
    .set((draft) => ({ version: draft('version', '+', 1) }))
    .where('event_id', '=', eventId)
    .execute();
  return true;
}

export function draftChanged(eventId: Id, subjectId: Id): Change {
  return { kind: 'draft.changed', eventId, subjectId, audience: 'organisers' };
}

async function placedAmong(tx: Transaction, sessionIds: readonly Id[]): Promise<Id[]> {
  if (sessionIds.length === 0) return [];
  const rows = await tx
    .selectFrom('placements')
    .select('session_id')
    .where('session_id', 'in', [...sessionIds])
    .orderBy('session_id')
    .execute();
  return rows.map((row) => row.session_id);
}

async function isImpossible(tx: Transaction, sessionId: Id): Promise<boolean> {
  const session = await tx
    .selectFrom('placements')
    .innerJoin('sessions', 'sessions.id', 'placements.session_id')
    .innerJoin('areas', 'areas.id', 'placements.area_id')
    .innerJoin('slots', 'slots.id', 'placements.slot_id')
    .select([
      'sessions.length',
      'sessions.needs',
      'sessions.day_id',
      'slots.day_id as at_day_id',
      'areas.features',
    ])
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const cells = await tx
    .selectFrom('placement_cells')
    .select('slot_id')
    .where('session_id', '=', sessionId)
    .execute();
  const features = new Set(readNeeds(session.features));
  if (cells.length !== session.length) return true;
  if (session.day_id !== null && session.day_id !== session.at_day_id) return true;
  if (readNeeds(session.needs).some((need) => !features.has(need))) return true;
  const slotIds = cells.map((cell) => cell.slot_id);
  return (await isUnavailable(tx, sessionId, slotIds)) || (await leadIsElsewhere(tx, sessionId, slotIds));
}

async function isUnavailable(tx: Transaction, sessionId: Id, slotIds: readonly Id[]): Promise<boolean> {
  const row = await tx
    .selectFrom('session_unavailable_slots')
    .select('slot_id')
    .where('session_id', '=', sessionId)
    .where('slot_id', 'in', [...slotIds])
    .executeTakeFirst();
  return row !== undefined;
}

async function leadIsElsewhere(tx: Transaction, sessionId: Id, slotIds: readonly Id[]): Promise<boolean> {
  const itsLeads = tx
    .selectFrom('session_leads')
    .select('person_id')
    .where('session_id', '=', sessionId)
    .where('person_id', 'is not', null);
  const absent = await tx
    .selectFrom('absences')
    .select('slot_id')
    .where('slot_id', 'in', [...slotIds])
    .where('person_id', 'in', itsLeads)
    .executeTakeFirst();
  if (absent) return true;
  const elsewhere = await tx
    .selectFrom('placement_cells')
    .innerJoin('session_leads', 'session_leads.session_id', 'placement_cells.session_id')
    .select('slot_id')
    .where('placement_cells.session_id', '!=', sessionId)
    .where('slot_id', 'in', [...slotIds])
    .where('session_leads.person_id', 'in', itsLeads)
    .executeTakeFirst();
  return elsewhere !== undefined;
}
