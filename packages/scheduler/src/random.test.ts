import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same stream, for ever', () => {
  const random = createRandom(1);
  const first = [random.bits(), random.bits(), random.bits()];
  const again = createRandom(1);
  expect([again.bits(), again.bits(), again.bits()]).toEqual(first);
  expect(createRandom(2).bits()).not.toBe(first[0]);
  // Written down from the first version: a change here changes everybody's schedules.
  expect(first).toEqual([3063500945, 52107484, 3520520]);
});

test('numbers below n are spread evenly and stay below n', () => {
  const random = createRandom(7);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i++) counts[random.below(10)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
