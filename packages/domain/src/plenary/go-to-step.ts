import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';
import { STEPS } from './plenary.ts';
import { NO_COUNTDOWN } from './plenary-clock.ts';
import { pitchQueue, requireOpenPlenary } from './plenary-queries.ts';
import { clockOfStep, notePitch, noteQueue, writePlenary } from './write-plenary.ts';

/**
 * Leads the room to a step: the next one, or any other again. Its clock starts anew. `from` is the
 * step that whoever taps sees: two who tap at the same time go one step, not two.
 */
export const goToStep = defineAction({
  name: 'go-to-step',
  input: z.strictObject({ eventId: id, from: z.enum(STEPS), to: z.enum(STEPS) }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async (work): Promise<void> => {
    const { tx, input, now } = work;
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    if (plenary.step !== input.from)
      throw new DomainError('stale', `Somebody else has gone on to another step: ${plenary.step}.`, {
        params: { step: plenary.step },
        subject: plenary,
      });
    if (plenary.currentId) await notePitch(tx, plenary.id, plenary.currentId, { state: 'pitched' });
    if (input.to === 'place') {
      const queue = await pitchQueue(tx, plenary);
      await noteQueue(
        tx,
        plenary.id,
        queue.map((pitch) => pitch.sessionId),
      );
    }
    await writePlenary(work, plenary, {
      step: input.to,
      current_id: null,
      clock: clockOfStep(plenary, input.to, now),
      pitchClock: NO_COUNTDOWN,
    });
  },
});
