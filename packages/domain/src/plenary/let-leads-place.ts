import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';
import { requireOpenPlenary } from './plenary-queries.ts';
import { writePlenary } from './write-plenary.ts';

/** Lets leads place their own sessions from the phone while the room places, or no longer. */
export const letLeadsPlace = defineAction({
  name: 'let-leads-place',
  input: z.strictObject({ eventId: id, allowed: z.boolean() }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async (work): Promise<void> => {
    await takeTurn(work.tx, work.input.eventId);
    const plenary = await requireOpenPlenary(work.tx, work.input.eventId);
    await writePlenary(work, plenary, { leads_place: work.input.allowed ? 1 : 0 });
  },
});
