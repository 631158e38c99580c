import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { calendarToken, readCalendarToken } from './calendar-link.ts';

const SECRET = 'a secret of this site'.padEnd(32, '.');

it('a calendar token names its person and number', () => {
  const personId = newId();
  expect(readCalendarToken(SECRET, calendarToken(SECRET, personId, 3))).toEqual({ personId, number: 3 });
});

it('a token of another site, or changed in any character, is none', () => {
  const token = calendarToken(SECRET, newId(), 1);
  expect(readCalendarToken(`${SECRET}x`, token)).toBeNull();
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abc012.-_X'), (index, character) => {
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      fc.pre(changed !== token);
      // The last character of base64url carries bits that do not count; as text it must still be ours.
      expect(readCalendarToken(SECRET, changed)).toBeNull();
    }),
  );
});

it('nonsense is no token', () => {
  fc.assert(fc.property(fc.string(), (text) => readCalendarToken(SECRET, text) === null));
});
