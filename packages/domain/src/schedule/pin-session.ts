import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { eventProblem } from './event-problem.ts';
import { placementOf } from './place-session.ts';
import { writeDraft } from './write-draft.ts';

/** Pins a placed session to its cell, so that no scheduler run and no slip of the hand moves it; or loosens it. */
export const pinSession = defineAction({
  name: 'pin-session',
  input: z.strictObject({ eventId: id, sessionId: id, pinned: z.boolean() }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work) => {
    const { tx, input, record } = work;
    await takeTurn(tx, input.eventId);
    const at = await eventProblem(tx, input.eventId);
    const session = at.sessions.get(input.sessionId);
    if (!session) throw notFound('session', input.sessionId);
    const before = placementOf(at, input.sessionId);
    if (!before) throw new DomainError('wrong-state', `“${session.headline}” has no place to be pinned to.`);
    if (before.pinned === input.pinned) return { version: at.draftVersion };
    const after = { ...before, pinned: input.pinned };
    const version = await writeDraft({ ...work, eventId: input.eventId, at }, 'pin', [
      { session: session.id, before, after },
    ]);
    record({ kind: 'draft.changed', eventId: input.eventId, subjectId: session.id, audience: 'organisers' });
    return { version };
  },
});
