import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from './ids.ts';
import { readSignedNumber, signNumber } from './signed-number.ts';

const SECRET = 'a secret of this site'.padEnd(32, '.');
const read = (token: string) => readSignedNumber(SECRET, 'calendar', token);

it('a token names its thing and number', () => {
  const id = newId();
  expect(read(signNumber(SECRET, 'calendar', { id, number: 3 }))).toEqual({ id, number: 3 });
});

it('a token of another site, for another purpose, or changed in any character, is none', () => {
  const token = signNumber(SECRET, 'calendar', { id: newId(), number: 1 });
  expect(readSignedNumber(`${SECRET}x`, 'calendar', token)).toBeNull();
  expect(readSignedNumber(SECRET, 'wall', token)).toBeNull();
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abc012.-_X'), (index, character) => {
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      fc.pre(changed !== token);
      // The last character of base64url carries bits that do not count; as text it must still be ours.
      expect(read(changed)).toBeNull();
    }),
  );
});

it('nonsense is no token', () => {
  fc.assert(fc.property(fc.string(), (text) => read(text) === null));
});
