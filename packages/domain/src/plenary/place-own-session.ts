import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { draftPlacements } from '../schedule/event-problem.ts';
import { placeOnDraft } from '../schedule/place-session.ts';
import { requireLead } from '../sessions/session-policy.ts';
import { requireFreeToTake, requireLeadsPlace } from './own-placing.ts';
import { plenaryChanged } from './write-plenary.ts';

/**
 * A lead places a session of their own in a free cell of the day, moves it there, or takes it off
 * again (`to: null`). What hard rules forbid is refused with names; nobody is displaced.
 */
export const placeOwnSession = defineAction({
  name: 'place-own-session',
  input: z.strictObject({
    eventId: id,
    sessionId: id,
    to: z.strictObject({ slotId: id, areaId: id }).nullable(),
  }),
  allow: async ({ tx, actor, input }) => void (await requireLead(tx, actor, input.eventId, input.sessionId)),
  run: async (work) => {
    const { tx, input, now, record } = work;
    const { eventId, sessionId, to } = input;
    await takeTurn(tx, eventId);
    const plenary = await requireLeadsPlace(tx, eventId);
    if (to) await requireFreeToTake(tx, plenary, to, sessionId, now);
    const here = (await draftPlacements(tx, eventId)).find((placement) => placement.session === sessionId);
    const from = here ? { slotId: here.slot, areaId: here.area } : null;
    if (from) await requireFreeToTake(tx, plenary, from, sessionId, now); // what stands on another day, or has begun, stays
    await tx.deleteFrom('cell_holds').where('session_id', '=', sessionId).execute();
    const placed = await placeOnDraft(work, {
      eventId,
      sessionId,
      to,
      from,
    });
    record(plenaryChanged(plenary));
    return placed;
  },
});
