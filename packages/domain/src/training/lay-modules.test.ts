import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timestamp } from '../kernel/clock.ts';
import { MAX } from '../sessions/session.ts';
import { layModules, type TeachingSlot } from './lay-modules.ts';

/** Slots of days, each given by their minutes, with a quarter of an hour between them. */
function slotsOf(days: readonly (readonly number[])[]): TeachingSlot[] {
  return days.flatMap((minutes, day) => {
    let at = Temporal.Instant.from('2026-05-04T07:00:00Z').add({ hours: 24 * day });
    return minutes.map((length, index) => {
      const startsAt = timestamp(at);
      const endsAt = timestamp(at.add({ minutes: length }));
      at = at.add({ minutes: length + 15 });
      return { id: `${day}.${index}`, dayId: String(day), startsAt, endsAt };
    });
  });
}

const laid = (minutes: readonly number[], days: readonly (readonly number[])[]) =>
  layModules(
    minutes.map((one) => ({ minutes: one })),
    slotsOf(days),
  ).map(({ slotId, length }) => [slotId, length]);

it('lays modules one after the other; a long one takes several slots, over the break between them', () => {
  expect(laid([75, 60, 150], [[75, 75, 75, 75]])).toEqual([
    ['0.0', 1],
    ['0.1', 1],
    ['0.2', 2],
  ]);
});

it('begins the next day when the rest of a day is too short, and never goes back', () => {
  expect(
    laid(
      [75, 150, 30],
      [
        [75, 75],
        [75, 75, 75],
      ],
    ),
  ).toEqual([
    ['0.0', 1],
    ['1.0', 2],
    ['1.2', 1],
  ]);
});

it('gives no slot to what is too long for any day, and what is left to those after it', () => {
  expect(laid([600, 60, 60, 60], [[60, 60]])).toEqual([
    [null, 3],
    ['0.0', 1],
    ['0.1', 1],
    [null, 1],
  ]);
  expect(laid([60], [])).toEqual([[null, 1]]);
});

it('keeps the order, lets nothing overlap, gives everything enough minutes of one day, and forgets nothing', () => {
  const days = fc.array(fc.array(fc.integer({ min: 15, max: 120 }), { maxLength: 6 }), { maxLength: 4 });
  const modules = fc.array(fc.integer({ min: 5, max: 400 }), { maxLength: 12 });
  fc.assert(
    fc.property(modules, days, (minutes, shape) => {
      const slots = slotsOf(shape);
      const result = layModules(
        minutes.map((one, index) => ({ minutes: one, index })),
        slots,
      );
      expect(result.map((one) => one.module.index)).toEqual(minutes.map((_, index) => index));
      let free = 0;
      for (const { module, slotId, length } of result) {
        const from = slots.findIndex((slot) => slot.id === slotId);
        if (slotId === null) {
          // Nowhere behind the one before it are as many minutes in a row of one day.
          for (let at = free; at < slots.length; at++)
            expect(minutesFrom(slots, at, MAX.length)).toBeLessThan(module.minutes);
          continue;
        }
        expect(from).toBeGreaterThanOrEqual(free);
        expect(new Set(slots.slice(from, from + length).map((slot) => slot.dayId)).size).toBe(1);
        expect(minutesFrom(slots, from, length)).toBeGreaterThanOrEqual(module.minutes);
        expect(minutesFrom(slots, from, length - 1)).toBeLessThan(module.minutes);
        free = from + length;
      }
    }),
  );
});

/** The minutes of `count` slots of one day. */
function minutesFrom(slots: readonly TeachingSlot[], from: number, count: number): number {
  return slots
    .slice(from, from + count)
    .filter((slot) => slot.dayId === slots[from]?.dayId)
    .reduce((sum, slot) => sum + Temporal.Instant.from(slot.startsAt).until(slot.endsAt).total('minutes'), 0);
}
