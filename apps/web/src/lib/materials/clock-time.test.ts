import { expect, it } from 'vitest';
import { clockTime } from './clock-time.ts';

it.each([
  [0, '0:00'],
  [125.9, '2:05'],
  [600, '10:00'],
  [3609, '1:00:09'],
  [86_399, '23:59:59'],
])('%s seconds are %s', (seconds, shown) => {
  expect(clockTime(seconds)).toBe(shown);
});
