import { z } from 'zod';
import { defineAction, type Work } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { lockRows } from '../database/lock-rows.ts';
import { sessionState } from '../sessions/session-policy.ts';
import { requireOrganiser } from '../standing/standing.ts';
import type { NotesRow } from './store-notes.ts';

/**
 * Puts notes into the archive: of one session, or of all that have some (`sessionId: null`). From then on everybody
 * who sees the event reads them, nobody writes in them live, and corrections are revisions.
 */
export const freezeNotes = defineAction({
  name: 'freeze-notes',
  input: z.strictObject({ eventId: id, sessionId: id.nullable() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
    if (input.sessionId) await sessionState(tx, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ frozen: number }> => {
    const { eventId, sessionId } = work.input;
    let open = work.tx
      .selectFrom('notes')
      .selectAll()
      .where('event_id', '=', eventId)
      .where('lines', '>', 0)
      .where('frozen_at', 'is', null)
      .orderBy('session_id');
    if (sessionId) open = open.where('session_id', '=', sessionId);
    const rows = await lockRows(work.tx, open).execute();
    if (rows.length === 0)
      throw new DomainError('wrong-state', 'There are no notes here that could go into the archive.', {
        params: { state: 'nothing-to-freeze' },
      });
    for (const notes of rows) await freeze(work, notes);
    return { frozen: rows.length };
  },
});

async function freeze(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  notes: NotesRow,
): Promise<void> {
  const by = actor.kind === 'person' ? actor.personId : null;
  await tx
    .updateTable('notes')
    .set({ frozen_at: now, frozen_by: by, frozen_revision: notes.revision })
    .where('session_id', '=', notes.session_id)
    .execute();
  // The text is what counts from now on: the document would go ways of its own.
  await tx.deleteFrom('note_updates').where('session_id', '=', notes.session_id).execute();
  record({ kind: 'notes.frozen', eventId: notes.event_id, subjectId: notes.session_id, audience: 'public' });
}
