import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireLead, requireLive, sessionState } from '../sessions/session-policy.ts';
import { organises, standingIn } from '../standing/standing.ts';
import { dayItself, draftCell, refused, releaseWith, requireFree } from './free-cells.ts';
import { placeOnDraft, requireKnownCell } from './place-session.ts';
import { writeRelease } from './write-release.ts';

/**
 * A lead takes a free cell of a published day, for a session without a place or one of theirs that
 * moves. Everybody sees it at once: it is a release of its own, the latest one with this session's
 * place changed and nothing else. What else the draft has stays a draft.
 */
export const takeFreeCell = defineAction({
  name: 'take-free-cell',
  input: z.strictObject({ eventId: id, sessionId: id, to: z.strictObject({ slotId: id, areaId: id }) }),
  allow: async ({ tx, actor, input }) => void (await requireLead(tx, actor, input.eventId, input.sessionId)),
  run: async (work) => {
    const { tx, actor, input, now } = work;
    const { eventId, sessionId, to } = input;
    await takeTurn(tx, eventId);
    requireLive(await sessionState(tx, eventId, sessionId));
    const day = await dayItself(tx, eventId, now);
    if (day.event.freeCells === 'nobody' && !organises(await standingIn(tx, actor, eventId)))
      throw refused(
        'limited',
        'The organisers place the sessions. Try: tell them where you would like to be.',
      );
    requireKnownCell(day.at, to);
    requireFree(day, sessionId, to);
    const coming = releaseWith(day, [{ sessionId, to }]);
    if (coming.changes.length === 0)
      throw new DomainError('nothing-to-release', 'The session is there already.');
    await placeOnDraft(work, { eventId, sessionId, to, from: draftCell(day.at, sessionId) });
    const told = await writeRelease(work, day.event, coming, '');
    return { number: coming.number, told };
  },
});
