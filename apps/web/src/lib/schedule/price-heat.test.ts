import { expect, test } from 'vitest';
import type { Choices } from './picking.svelte.ts';
import { heatOf } from './price-heat.ts';
import type { Choice } from './price-words.ts';

const none = { people: 0, interest: 0 };
const worth = (served: number, kind: 'place' | 'swap' = 'place'): Choice => ({
  kind,
  price: { ok: true, served, placed: 0, gained: none, lost: none, seatsShort: 0 },
});
const refused: Choice = { kind: 'refused', why: 'taken' };

function choicesOf(...choices: Choice[]): Choices {
  return new Map(choices.map((choice, i) => [`cell ${i}`, choice]));
}

test('the best cell is warmest, the dearest coldest, and what lies between in equal steps', () => {
  const heat = heatOf(choicesOf(worth(-100), worth(-61), worth(-60), worth(0, 'swap'), refused, worth(100)));
  expect(heat).toEqual({
    least: -100,
    most: 100,
    steps: new Map([
      ['cell 0', 1],
      ['cell 1', 1],
      ['cell 2', 2],
      ['cell 3', 3],
      ['cell 5', 5],
    ]),
  });
});

test('where every possible cell is worth the same, or none is possible, nothing is tinted', () => {
  expect(heatOf(choicesOf(worth(75), worth(75), refused))).toBeUndefined();
  expect(heatOf(choicesOf(refused))).toBeUndefined();
  expect(heatOf(new Map())).toBeUndefined();
});
