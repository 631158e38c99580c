import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { eventGrid } from '../events/event-queries.ts';
import { sessionSlotsOf } from '../events/grid.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound, wrongField } from '../kernel/errors.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { requireHelper } from '../standing/standing.ts';
import { openPlenary as findOpenPlenary, plenaryOfDay } from './plenary-queries.ts';
import { clockOfStep, plenaryChanged, writePlenary } from './write-plenary.ts';

const LONGEST_MINUTES = 240;

/**
 * Opens the plenary of a day, at writing, with its clock running. One that was closed is opened
 * again where it was; all that was pitched and counted is still there.
 */
export const openPlenary = defineAction({
  name: 'open-plenary',
  input: z.strictObject({
    eventId: id,
    dayId: id,
    writeMinutes: wholeNumber(1, LONGEST_MINUTES).default(15),
    pitchMinutes: wholeNumber(1, LONGEST_MINUTES).default(25),
  }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async (work): Promise<{ plenaryId: Id }> => {
    const { tx, actor, input, now, record } = work;
    const { eventId, dayId, writeMinutes, pitchMinutes } = input;
    await takeTurn(tx, eventId);
    const grid = await eventGrid(tx, eventId);
    if (!grid.days.some((day) => day.id === dayId)) throw notFound('day', dayId);
    if (sessionSlotsOf(grid, dayId).length === 0)
      throw wrongField(
        'dayId',
        'not-a-choice',
        'This day has no slots for sessions. Try: add slots to it first.',
      );
    const open = await findOpenPlenary(tx, eventId);
    if (open?.dayId === dayId) return { plenaryId: open.id };
    if (open)
      throw new DomainError(
        'wrong-state',
        `The plenary of ${open.date} is still open. Try: close it first.`,
        {
          params: { date: open.date },
        },
      );
    const closed = await plenaryOfDay(tx, eventId, dayId);
    if (closed) {
      await writePlenary(work, closed, { closed_at: null });
      return { plenaryId: closed.id };
    }
    const plenaryId = newId();
    const clock = clockOfStep({ writeMinutes, pitchMinutes }, 'write', now);
    await tx
      .insertInto('plenaries')
      .values({
        id: plenaryId,
        event_id: eventId,
        day_id: dayId,
        step: 'write',
        write_minutes: writeMinutes,
        pitch_minutes: pitchMinutes,
        runs_until: clock.runsUntil,
        left_ms: clock.leftMs,
        current_id: null,
        pitch_until: null,
        pitch_left_ms: null,
        opened_at: now,
        opened_by: actor.kind === 'person' ? actor.personId : null,
        closed_at: null,
      })
      .execute();
    record(plenaryChanged({ id: plenaryId, eventId }));
    return { plenaryId };
  },
});
