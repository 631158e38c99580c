import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { sessionState } from './session-policy.ts';
import { unplace } from './unplace-impossible.ts';

/** Brings a withdrawn session back into the lists. It returns unplaced. */
export const restoreSession = defineAction({
  name: 'restore-session',
  input: z.strictObject({ eventId: id, sessionId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, now, record }): Promise<{ version: number }> => {
    await takeTurn(tx, input.eventId);
    const session = await sessionState(tx, input.eventId, input.sessionId);
    if (!session.withdrawn_at) {
      throw new DomainError('wrong-state', `"${session.headline}" is not withdrawn.`, {
        params: { headline: session.headline, state: 'live' },
      });
    }
    await unplace(tx, input.eventId, input.sessionId); // withdrawing did it, unless somebody wrote into the database
    await tx
      .updateTable('sessions')
      .set({ withdrawn_at: null, withdrawn_by: null, updated_at: now, version: session.version + 1 })
      .where('id', '=', input.sessionId)
      .execute();
    record({
      kind: 'session.restored',
      eventId: input.eventId,
      subjectId: input.sessionId,
      audience: 'public',
    });
    return { version: session.version + 1 };
  },
});
