import { createHmac, timingSafeEqual } from 'node:crypto';
import { ID_PATTERN, type Id } from './ids.ts';

/*
 * The secret in an address that nobody may guess: it names a thing and the number of its address, and
 * is signed with the site's secret. Nothing is stored; counting the thing's number up revokes all
 * earlier addresses. The purpose keeps a signature from being good for anything else.
 */

export interface SignedNumber {
  readonly id: Id;
  readonly number: number;
}

export function signNumber(secret: string, purpose: string, { id, number }: SignedNumber): string {
  return `${id}.${number}.${signature(secret, purpose, id, number)}`;
}

/** What a token was made for, or null when we did not make it. Whether the number is still good says the thing's row. */
export function readSignedNumber(secret: string, purpose: string, token: string): SignedNumber | null {
  const [id = '', digits = '', given = '', ...rest] = token.split('.');
  if (rest.length > 0 || !ID_PATTERN.test(id) || !/^\d{1,9}$/.test(digits)) return null;
  const number = Number(digits);
  const expected = Buffer.from(signature(secret, purpose, id, number));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? { id, number } : null;
}

function signature(secret: string, purpose: string, id: Id, number: number): string {
  return createHmac('sha256', secret).update(`${purpose} ${id} ${number}`).digest('base64url');
}
