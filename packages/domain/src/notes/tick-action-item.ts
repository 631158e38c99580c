import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { standingIn } from '../standing/standing.ts';
import { tickedText } from './action-items.ts';
import { mayCorrectNotes, mayReadNotes, mayWriteNotes } from './notes-policy.ts';
import { notesToWrite, writeText } from './store-notes.ts';

/**
 * Says that an action item is done, or is not: in the text of the notes. Its owner may at any time; others may while
 * the notes are written, and who may correct them afterwards.
 */
export const tickActionItem = defineAction({
  name: 'tick-action-item',
  input: z.strictObject({ eventId: id, sessionId: id, itemId: id, done: z.boolean() }),
  allow: async ({ tx, actor, input }) => {
    const { eventId, sessionId, itemId } = input;
    const standing = await standingIn(tx, actor, eventId);
    const row = await tx
      .selectFrom('action_items')
      .innerJoin('notes', 'notes.session_id', 'action_items.session_id')
      .select(['owner_id', 'frozen_at'])
      .where('action_items.id', '=', itemId)
      .where('action_items.session_id', '=', sessionId)
      .where('event_id', '=', eventId)
      .executeTakeFirst();
    if (!row) throw notFound('action item', itemId);
    const owner = row.owner_id !== null && row.owner_id === standing.personId;
    if (owner && (await mayReadNotes(tx, standing, { sessionId, frozenAt: row.frozen_at }))) return;
    const may =
      row.frozen_at === null
        ? mayWriteNotes(tx, standing, sessionId)
        : mayCorrectNotes(tx, standing, eventId, sessionId);
    if (await may) return;
    throw actor.kind === 'visitor'
      ? signInNeeded()
      : notAllowed('Only its owner and those who may write these notes may tick it.');
  },
  run: async (work): Promise<{ done: boolean }> => {
    const { eventId, sessionId, itemId, done } = work.input;
    const notes = await notesToWrite(work, eventId, sessionId);
    const item = await work.tx
      .selectFrom('action_items')
      .select(['position', 'what'])
      .where('id', '=', itemId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
    const text = item && tickedText(notes.text, item.position, done);
    if (!item || text === null || text === undefined) throw notFound('action item', itemId);
    await writeText(work, notes, { text, summary: `${done ? '☑' : '☐'} ${item.what}`.slice(0, 200) });
    work.record({ kind: 'notes.item-ticked', eventId, subjectId: sessionId, audience: 'participants' });
    return { done };
  },
});
