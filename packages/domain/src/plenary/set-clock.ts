import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';
import { extendedBy, pausedAt, resumedAt } from './plenary-clock.ts';
import { requireOpenPlenary } from './plenary-queries.ts';
import { writePlenary } from './write-plenary.ts';

const MINUTE_MS = 60_000;

/** Pauses the clocks, lets them go on, or adds minutes. Pausing what is paused changes nothing. */
export const setClock = defineAction({
  name: 'set-clock',
  input: z.discriminatedUnion('do', [
    z.strictObject({ eventId: id, do: z.literal('pause') }),
    z.strictObject({ eventId: id, do: z.literal('resume') }),
    z.strictObject({ eventId: id, do: z.literal('add'), minutes: wholeNumber(1, 60) }),
  ]),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async (work): Promise<void> => {
    const { tx, input, now } = work;
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    const { clock, pitchClock } = plenary;
    if (input.do === 'add')
      await writePlenary(work, plenary, { clock: extendedBy(clock, input.minutes * MINUTE_MS, now) });
    else {
      const change = input.do === 'pause' ? pausedAt : resumedAt;
      await writePlenary(work, plenary, {
        clock: change(clock, now),
        pitchClock: change(pitchClock, now),
      });
    }
  },
});
