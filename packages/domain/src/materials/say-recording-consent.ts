import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireAttacher } from './material-policy.ts';

/** Says whether a session may be recorded and its recordings be public. After a no those there are go out of sight. */
export const sayRecordingConsent = defineAction({
  name: 'say-recording-consent',
  input: z.strictObject({ eventId: id, sessionId: id, answer: z.enum(['yes', 'no', 'not-asked']) }),
  allow: async ({ tx, actor, input }) => {
    await requireAttacher(tx, actor, input.eventId, input.sessionId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<null> => {
    const { eventId, sessionId, answer } = input;
    await tx.deleteFrom('recording_consents').where('session_id', '=', sessionId).execute();
    if (answer !== 'not-asked')
      await tx
        .insertInto('recording_consents')
        .values({
          session_id: sessionId,
          answer,
          said_at: now,
          said_by: actor.kind === 'person' ? actor.personId : null,
        })
        .execute();
    record({ kind: 'recording.consent-said', eventId, subjectId: sessionId, audience: 'public' });
    return null;
  },
});
