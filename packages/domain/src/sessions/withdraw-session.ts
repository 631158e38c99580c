import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { stale } from './change-session.ts';
import { pushWithdrawal } from './push-withdrawal.ts';
import { requireChanger, requireLive, sessionState } from './session-policy.ts';
import { readSession } from './session-queries.ts';
import { draftChanged, unplace } from './unplace-impossible.ts';

/** Withdraws a session: its page stays and says so, it leaves lists and the draft, calendars show it as cancelled. */
export const withdrawSession = defineAction({
  name: 'withdraw-session',
  input: z.strictObject({ eventId: id, sessionId: id, version }),
  allow: async ({ tx, actor, input }) => {
    await requireChanger(tx, actor, input.eventId, input.sessionId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ version: number }> => {
    await takeTurn(tx, input.eventId);
    const session = await sessionState(tx, input.eventId, input.sessionId);
    requireLive(session);
    if (session.version !== input.version) throw stale(await readSession(tx, input.eventId, input.sessionId));
    const by = actor.kind === 'person' ? actor.personId : null;
    await tx
      .updateTable('sessions')
      .set({
        withdrawn_at: now,
        withdrawn_by: by,
        updated_at: now,
        version: session.version + 1,
      })
      .where('id', '=', input.sessionId)
      .execute();
    await pushWithdrawal(tx, session, { eventId: input.eventId, by, now });
    record({
      kind: 'session.withdrawn',
      eventId: input.eventId,
      subjectId: input.sessionId,
      audience: 'public',
    });
    if (await unplace(tx, input.eventId, input.sessionId))
      record(draftChanged(input.eventId, input.sessionId));
    return { version: session.version + 1 };
  },
});
