import type { Transaction } from '../database/db.ts';
import { sessionSlotsOf } from '../events/grid.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { DraftPlacement, EventProblem } from './event-problem.ts';
import type { NamedRefusal } from './refusal-names.ts';

/** Where one session was and where it is now; null: not on the grid. */
export interface DraftChange {
  readonly session: Id;
  readonly before: DraftPlacement | null;
  readonly after: DraftPlacement | null;
}

export type MoveKind = 'place' | 'swap' | 'remove' | 'pin' | 'take' | 'undo';

interface Writing {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Timestamp;
  readonly eventId: Id;
  readonly at: EventProblem;
}

/**
 * Writes changes of the draft grid, remembers them for undoing and for telling others, and counts the draft's version up.
 * The caller has taken the event's turn and found the changes to break no hard rule; the key of
 * `placement_cells` refuses a cell that is taken all the same. Returns the new version.
 */
export async function writeDraft(
  { tx, actor, now, eventId, at }: Writing,
  kind: MoveKind,
  changes: readonly DraftChange[],
): Promise<number> {
  const by = actor.kind === 'person' ? actor.personId : null;
  const touched = changes.map((change) => change.session);
  if (touched.length > 0) {
    await tx.deleteFrom('placement_cells').where('session_id', 'in', touched).execute();
    await tx.deleteFrom('placements').where('session_id', 'in', touched).execute();
  }
  await requireFree(tx, eventId, at, changes);
  for (const { after } of changes) {
    if (!after) continue;
    await tx
      .insertInto('placements')
      .values({
        session_id: after.session,
        event_id: eventId,
        slot_id: after.slot,
        area_id: after.area,
        pinned_at: after.pinned ? now : null,
        pinned_by: after.pinned ? by : null,
      })
      .execute();
    await tx
      .insertInto('placement_cells')
      .values(
        coveredSlots(at, after).map((slot) => ({
          slot_id: slot,
          area_id: after.area,
          session_id: after.session,
        })),
      )
      .execute();
  }
  const draft = await tx
    .updateTable('drafts')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('event_id', '=', eventId)
    .returning('version')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('draft_moves')
    .values({
      id: newId(),
      event_id: eventId,
      version: draft.version,
      kind,
      before: JSON.stringify(changes.map(({ session, before }) => ({ session, placement: before }))),
      after: JSON.stringify(changes.map(({ session, after }) => ({ session, placement: after }))),
      at: now,
      by_person_id: by,
      undone_at: kind === 'undo' ? now : null, // nobody undoes an undo; others still hear of it
    })
    .execute();
  return draft.version;
}

/**
 * The draft as it is read has only live sessions in their own cells. What else lies in a cell was
 * written past the product; it is named rather than run into.
 */
async function requireFree(
  tx: Transaction,
  eventId: Id,
  at: EventProblem,
  changes: readonly DraftChange[],
): Promise<void> {
  const wanted = new Map(
    changes.flatMap(({ session, after }) =>
      after ? coveredSlots(at, after).map((slot) => [`${slot} ${after.area}`, session] as const) : [],
    ),
  );
  if (wanted.size === 0) return;
  const there = await tx
    .selectFrom('placement_cells')
    .innerJoin('sessions', 'sessions.id', 'placement_cells.session_id')
    .select(['slot_id', 'area_id', 'sessions.headline'])
    .where('sessions.event_id', '=', eventId)
    .execute();
  for (const { slot_id, area_id, headline } of there) {
    const session = wanted.get(`${slot_id} ${area_id}`);
    if (session === undefined) continue;
    throw new DomainError(
      'move-refused',
      `“${at.sessions.get(session)?.headline ?? ''}” cannot go there: “${headline}” holds that place in the database without being on the board. Try: restore that session.`,
      { subject: [{ kind: 'cell-taken', session: headline }] satisfies NamedRefusal[] },
    );
  }
}

/** The slots that a placement covers, in order. */
export function coveredSlots({ grid, sessions }: EventProblem, placement: { session: Id; slot: Id }): Id[] {
  const first = grid.slots.find((slot) => slot.id === placement.slot);
  if (!first) return [];
  const row = sessionSlotsOf(grid, first.dayId).map((slot) => slot.id);
  const from = row.indexOf(first.id);
  return row.slice(from, from + (sessions.get(placement.session)?.length ?? 1));
}
