import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { later } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { sessionState } from '../sessions/session-policy.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { missingIn, ORGANISER_EVERY } from './missing-notes.ts';
import { remindOf } from './reminders.ts';

/**
 * An organiser reminds leads and scribe of one session that has ended without notes, or of all of them
 * (`sessionId: null`). At most once a day for each session; nobody is written to twice by a second click.
 */
export const remindAboutNotes = defineAction({
  name: 'remind-about-notes',
  input: z.strictObject({ eventId: id, sessionId: id.nullable() }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
    if (input.sessionId) await sessionState(tx, input.eventId, input.sessionId);
  },
  run: async (work): Promise<{ sessions: number; people: number }> => {
    const { eventId, sessionId } = work.input;
    const all = await missingIn(work.tx, eventId, work.now);
    const wanted = sessionId ? all.filter((one) => one.session_id === sessionId) : all;
    let [sessions, people] = [0, 0];
    for (const missing of wanted) {
      const taken = await work.tx
        .insertInto('note_reminders')
        .values({ session_id: missing.session_id, kind: 'organiser', at: work.now })
        .onConflict((conflict) =>
          conflict
            .columns(['session_id', 'kind'])
            .doUpdateSet({ at: work.now })
            .where('note_reminders.at', '<=', later(work.now, ORGANISER_EVERY)),
        )
        .returning('kind')
        .executeTakeFirst();
      const told = taken ? await remindOf(work, missing, 'organiser') : 0;
      if (told > 0) sessions += 1;
      people += told;
    }
    if (people > 0) return { sessions, people };
    throw wanted.length === 0
      ? new DomainError('wrong-state', 'There is no session here that has ended without notes.', {
          params: { state: 'nothing-missing' },
        })
      : new DomainError(
          'too-many',
          'They were reminded within the last day, or have no mail address. Try: tomorrow.',
        );
  },
});
