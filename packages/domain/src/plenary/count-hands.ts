import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';
import { requireOpenPlenary, requirePitch } from './plenary-queries.ts';
import { notePitch, plenaryChanged } from './write-plenary.ts';

/** Notes the hands that somebody counted in the room, for those who have no phone at hand; null takes the number back. */
export const countHands = defineAction({
  name: 'count-hands',
  input: z.strictObject({ eventId: id, sessionId: id, counted: wholeNumber(0, 100_000).nullable() }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async ({ tx, input, record }): Promise<void> => {
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    await requirePitch(tx, plenary, input.sessionId);
    await notePitch(tx, plenary.id, input.sessionId, { counted: input.counted });
    record(plenaryChanged(plenary));
  },
});
