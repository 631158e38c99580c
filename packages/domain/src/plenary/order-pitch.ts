import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireHelper } from '../standing/standing.ts';
import { movedBefore } from './plenary.ts';
import { pitchQueue, requireOpenPlenary } from './plenary-queries.ts';
import { noteOrder, notePitch, plenaryChanged } from './write-plenary.ts';

/** Moves a pitch in the queue, right before another one or to its end; one that was skipped waits again. */
export const orderPitch = defineAction({
  name: 'order-pitch',
  input: z.strictObject({ eventId: id, sessionId: id, before: id.nullable() }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async ({ tx, input, record }): Promise<void> => {
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    const queue = await pitchQueue(tx, plenary);
    const moved = queue.find((pitch) => pitch.sessionId === input.sessionId);
    if (!moved) throw notFound('pitch', input.sessionId);
    if (input.before !== null && !queue.some((pitch) => pitch.sessionId === input.before))
      throw notFound('pitch', input.before);
    const order = movedBefore(
      queue.map((pitch) => pitch.sessionId),
      input.sessionId,
      input.before,
    );
    await noteOrder(tx, plenary.id, order);
    if (moved.state === 'skipped') await notePitch(tx, plenary.id, moved.sessionId, { state: 'waiting' });
    record(plenaryChanged(plenary));
  },
});
