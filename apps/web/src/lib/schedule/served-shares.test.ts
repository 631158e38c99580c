import { expect, test } from 'vitest';
import { binsOf, medianOf, percentOf, sharesOf, stepsOf, worstTenthOf } from './served-shares.ts';

const people = [
  { served: 100, possible: 100 },
  { served: 0, possible: 50 },
  { served: 75, possible: 100 },
  { served: 30, possible: 40 },
];

test('shares rise, and their middle, worst tenth and bins are those of the people', () => {
  const shares = sharesOf(people);
  expect(shares).toEqual([0, 0.75, 0.75, 1]);
  expect(medianOf(shares)).toBe(0.75);
  expect(worstTenthOf(shares)).toBe(0);
  expect(worstTenthOf(Array.from({ length: 20 }, (_, i) => i / 20))).toBeCloseTo(0.025, 12);
  expect(binsOf(shares)).toEqual([1, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
});

test('the plot has one step for each person', () => {
  expect(stepsOf([0, 0.5], 100, 40)).toBe('M0.00 40.00 L50.00 40.00 L50.00 20.00 L100.00 20.00');
});

test('only all is 100 per cent', () => {
  expect([0, 0.5, 0.999, 1].map(percentOf)).toEqual([0, 50, 99, 100]);
});
