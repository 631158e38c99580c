import { expect, it } from 'vitest';
import { shareInPercent } from './run-view.ts';

it('never looks better than it is: 100 only when no schedule serves more', () => {
  expect(shareInPercent(989, 1000)).toBe(98.9);
  expect(shareInPercent(9899, 10_000)).toBe(98.9);
  expect(shareInPercent(999_999, 1_000_000)).toBe(99.9);
  expect(shareInPercent(1000, 1000)).toBe(100);
  expect(shareInPercent(0, 0)).toBe(100);
});
