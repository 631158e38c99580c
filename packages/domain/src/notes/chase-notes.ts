import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notAllowed } from '../kernel/errors.ts';
import { chasesDue } from './missing-notes.ts';
import { remindOf } from './reminders.ts';

/**
 * Reminds leads and scribes of sessions that have ended without notes: once at the end and once some days later,
 * never more, however often this runs and by how many processes. For the clock's job.
 */
export const chaseNotes = defineAction({
  name: 'chase-notes',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('These reminders go out by themselves.');
  },
  run: async (work): Promise<{ reminded: number }> => {
    let reminded = 0;
    for (const { kind, ...missing } of await chasesDue(work.tx, work.now)) {
      const first = await work.tx
        .insertInto('note_reminders')
        .values({ session_id: missing.session_id, kind, at: work.now })
        .onConflict((conflict) => conflict.doNothing())
        .returning('kind')
        .executeTakeFirst();
      if (first) reminded += await remindOf(work, missing, kind);
    }
    return { reminded };
  },
});
