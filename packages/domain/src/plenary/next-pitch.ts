import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { requireHelper } from '../standing/standing.ts';
import { leftAt, NO_COUNTDOWN, pausedAt, pitchShare, resumedAt, started } from './plenary-clock.ts';
import { pitchQueue, requireOpenPlenary, requireStep } from './plenary-queries.ts';
import { notePitch, writePlenary } from './write-plenary.ts';

/**
 * Ends the current pitch and calls the next one: the first that waits, or the one named, which may
 * have been pitched before. It gets an equal share of the time left. `from` is the pitch that
 * whoever taps sees: two who tap at the same time skip nobody. Who is not in the room is `skipped`
 * and can be called again; when nobody waits, the stage is empty.
 */
export const nextPitch = defineAction({
  name: 'next-pitch',
  input: z.strictObject({
    eventId: id,
    from: id.nullable(),
    was: z.enum(['pitched', 'skipped']).default('pitched'),
    sessionId: id.optional(),
  }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async (work): Promise<{ sessionId: Id | null }> => {
    const { tx, input, now } = work;
    await takeTurn(tx, input.eventId);
    const plenary = await requireOpenPlenary(tx, input.eventId);
    requireStep(plenary, 'pitch');
    if (plenary.currentId !== input.from)
      throw new DomainError('stale', 'Somebody else has called the next pitch already.', {
        subject: plenary,
      });
    if (plenary.currentId) await notePitch(tx, plenary.id, plenary.currentId, { state: input.was });
    const queue = await pitchQueue(tx, plenary);
    const waiting = queue.filter((pitch) => pitch.state === 'waiting');
    const next = input.sessionId ? queue.find((pitch) => pitch.sessionId === input.sessionId) : waiting[0];
    if (input.sessionId && !next) throw notFound('pitch', input.sessionId);
    if (!next) {
      await writePlenary(work, plenary, {
        current_id: null,
        clock: pausedAt(plenary.clock, now),
        pitchClock: NO_COUNTDOWN,
      });
      return { sessionId: null };
    }
    // The clock stands while nobody is on the stage; a pause that somebody asked for stays.
    const onStage = plenary.currentId !== null;
    const clock = onStage ? plenary.clock : resumedAt(plenary.clock, now);
    const others = waiting.filter((pitch) => pitch.sessionId !== next.sessionId).length;
    const share = pitchShare(leftAt(clock, now) ?? 0, others + 1);
    await writePlenary(work, plenary, {
      current_id: next.sessionId,
      clock,
      pitchClock: started(share, now, clock.runsUntil === null),
    });
    return { sessionId: next.sessionId };
  },
});
