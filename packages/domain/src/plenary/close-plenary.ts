import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';
import { openPlenary } from './plenary-queries.ts';
import { writePlenary } from './write-plenary.ts';

/** Ends the plenary; its notes stay, so that the next one knows what found no place. Doing it twice is fine. */
export const closePlenary = defineAction({
  name: 'close-plenary',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async (work): Promise<void> => {
    const { tx, input, now } = work;
    await takeTurn(tx, input.eventId);
    const plenary = await openPlenary(tx, input.eventId);
    if (plenary) await writePlenary(work, plenary, { closed_at: now });
  },
});
