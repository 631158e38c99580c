import { expect, it } from 'vitest';
import { PieceSize } from './piece-size.ts';

/** What each piece would be, in megabytes, when those before took this many milliseconds. */
function sizes(...took: number[]): number[] {
  let now = 1000;
  const size = new PieceSize(now);
  return took.map((ms) => size.arrived((now += ms)) / 1e6);
}

it('doubles while pieces arrive quickly, up to what the server takes', () => {
  expect(sizes(100, 100, 100, 100, 100)).toEqual([4, 8, 16, 16, 16]);
});

it('stays where pieces take a while, and is halved where they take long', () => {
  expect(sizes(600, 3900, 100, 4100, 9000, 9000, 9000, 9000)).toEqual([2, 2, 4, 2, 1, 0.5, 0.5, 0.5]);
});

it('is halved when a piece fails, and never again as large as what a proxy refused', () => {
  const size = new PieceSize(0);
  expect(size.arrived(10)).toBe(4_000_000);
  expect(size.failed(true)).toBe(2_000_000);
  expect(size.failed(true)).toBe(1_000_000);
  expect(size.arrived(20)).toBe(1_000_000);
  expect(size.failed(false)).toBe(500_000);
  expect(size.failed(true)).toBe(500_000);
  expect(size.arrived(30)).toBe(500_000);
});

it('grows again after a connection was lost', () => {
  const size = new PieceSize(0);
  expect(size.failed(false)).toBe(1_000_000);
  expect(size.arrived(10)).toBe(2_000_000);
});
