import { randomBytes } from 'node:crypto';

/** An opaque identifier: 26 characters, sorts by the time it was made, never changes and is never reused. */
export type Id = string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: no i, l, o, u
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

let lastTime = 0;
let lastTail: number[] = [];

/**
 * Makes an {@link Id}: 48 bits of milliseconds, then 80 random bits (the layout of the ULID
 * specification, with its monotonic order: within a millisecond of one process the next is larger).
 */
export function newId(): Id {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    lastTail = Array.from(randomBytes(RANDOM_LENGTH), (byte) => byte % 32);
  } else {
    countUp(lastTail);
  }
  let time = '';
  for (let rest = lastTime, i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 32)) {
    time = ALPHABET.charAt(rest % 32) + time;
  }
  return time + lastTail.map((digit) => ALPHABET.charAt(digit)).join('');
}

/** The next larger number in base 32; after the largest (never, in 80 bits) it begins anew. */
function countUp(digits: number[]): void {
  for (let i = digits.length - 1; i >= 0; i--) {
    const next = (digits[i] ?? 0) + 1;
    digits[i] = next % 32;
    if (next < 32) return;
  }
}

export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/;
