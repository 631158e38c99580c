import { expect, it } from 'vitest';
import { ID_PATTERN, newId } from './ids.ts';

it('makes identifiers that sort in the order they were made, also within a millisecond', () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids.every((id) => ID_PATTERN.test(id))).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
