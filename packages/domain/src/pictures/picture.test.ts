import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSmallOf, SMALL_SIDE } from './picture.ts';

const looked = (width: number, height: number, length = 1000) => ({
  ...{ width, height, bytes: { length } },
  moves: false,
});
const side = fc.integer({ min: 1, max: 50_000 });

it('takes for a small version what a browser makes of a picture', () => {
  fc.assert(
    fc.property(side, side, (width, height) => {
      const longest = Math.max(width, height);
      const scaled = (one: number) => Math.max(1, Math.round((one * SMALL_SIDE) / longest));
      const small = looked(scaled(width), scaled(height), 999);
      expect(isSmallOf(small, looked(width, height))).toBe(longest > SMALL_SIDE);
    }),
  );
});

it('takes nothing that is as large as the picture, larger than lists need, or lies another way', () => {
  const whole = looked(2000, 1000);
  expect(isSmallOf(looked(640, 320, 999), whole)).toBe(true);
  for (const [width, height] of [
    [2000, 1000],
    [4000, 2000],
    [30_000, 15_000],
    [642, 321],
    [640, 322],
    [636, 320],
    [320, 640],
  ] as const)
    expect([width, height, isSmallOf(looked(width, height, 999), whole)]).toEqual([width, height, false]);
  expect(isSmallOf(looked(640, 320, 1000), whole)).toBe(false);
  expect(isSmallOf(looked(640, 320, 999), looked(640, 320))).toBe(false);
  expect(isSmallOf({ ...looked(640, 320, 999), moves: true }, whole)).toBe(false);
  expect(isSmallOf(looked(640, 320, 999), { ...whole, moves: true })).toBe(false);
});
