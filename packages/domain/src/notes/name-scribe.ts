import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { person } from '../kernel/actor.ts';
import { DomainError, notAllowed, wrongField } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { mayChange, sessionState } from '../sessions/session-policy.ts';
import { requirePerson, standingIn } from '../standing/standing.ts';
import { mayWriteNotes, requireNotesWriter } from './notes-policy.ts';
import { notesToWrite } from './store-notes.ts';

/**
 * Says who takes notes, or that nobody does (`personId: null`). Leads and organisers name anybody who takes part;
 * everybody else may offer themselves while nobody is named, and step back.
 */
export const nameScribe = defineAction({
  name: 'name-scribe',
  input: z.strictObject({ eventId: id, sessionId: id, personId: id.nullable() }),
  allow: async ({ tx, actor, input }) => {
    const standing = await requireNotesWriter(tx, actor, input.eventId, input.sessionId);
    if (await mayChange(tx, standing, await sessionState(tx, input.eventId, input.sessionId))) return;
    const self = requirePerson(actor);
    if (input.personId !== null && input.personId !== self)
      throw notAllowed('Only its leads and organisers may name somebody else. Try: offer yourself.');
  },
  run: async ({ tx, actor, now, input, record }): Promise<{ personId: string | null }> => {
    const { eventId, sessionId, personId } = input;
    const notes = await notesToWrite({ tx, now }, eventId, sessionId);
    const standing = await standingIn(tx, actor, eventId);
    const names = await mayChange(tx, standing, await sessionState(tx, eventId, sessionId));
    if (!names && notes.scribe_id !== null && notes.scribe_id !== standing.personId)
      throw new DomainError(
        'already-taken',
        'Somebody takes notes here already. Try: write along, everybody may.',
      );
    if (personId !== null) {
      const theirs = await standingIn(tx, person(personId), eventId).catch(() => null); // not visible to them
      if (!theirs || !(await mayWriteNotes(tx, theirs, sessionId)))
        throw wrongField('personId', 'not-a-choice', 'This person does not take part in the event.');
    }
    await tx.updateTable('notes').set({ scribe_id: personId }).where('session_id', '=', sessionId).execute();
    record({ kind: 'notes.scribe-named', eventId, subjectId: sessionId, audience: 'participants' });
    return { personId };
  },
});
