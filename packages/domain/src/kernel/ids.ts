import { randomBytes } from 'node:crypto';

/** An opaque identifier: 26 characters, sorts by the time it was made, never changes and is never reused. */
export type Id = string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: no i, l, o, u
const TIME_LENGTH = 10;

/** Makes an {@link Id}: 48 bits of milliseconds, then 80 random bits (the layout of the ULID specification). */
export function newId(now: number = Date.now()): Id {
  let time = '';
  for (let rest = now, i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 32)) {
    time = ALPHABET.charAt(rest % 32) + time;
  }
  let random = '';
  for (const byte of randomBytes(16)) random += ALPHABET.charAt(byte % 32);
  return time + random;
}

export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/;
