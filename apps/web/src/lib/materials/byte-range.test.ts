import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangeOf } from './byte-range.ts';

it('reads what players send, and answers nonsense with the whole file', () => {
  const cases: [string | null, ReturnType<typeof rangeOf>][] = [
    [null, null],
    ['bytes=0-', { from: 0, to: 99 }],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=10-19', { from: 10, to: 19 }],
    ['bytes=90-1000', { from: 90, to: 99 }],
    ['bytes=-5', { from: 95, to: 99 }],
    ['bytes=-500', { from: 0, to: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-1', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['bytes=1e1-', null],
    ['bytes=0-1,5-9', null],
    ['items=0-1', null],
    [`bytes=${'9'.repeat(400)}-`, null],
  ];
  for (const [header, answer] of cases) expect([header, rangeOf(header, 100)]).toEqual([header, answer]);
});

it('never leaves the file', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(10_000), (first, last, size) => {
      for (const header of [`bytes=${first}-${last}`, `bytes=${first}-`, `bytes=-${last}`]) {
        const range = rangeOf(header, size);
        if (range === null || range === 'unsatisfiable') continue;
        expect(range.from).toBeGreaterThanOrEqual(0);
        expect(range.to).toBeGreaterThanOrEqual(range.from);
        expect(range.to).toBeLessThan(size);
      }
    }),
  );
});
