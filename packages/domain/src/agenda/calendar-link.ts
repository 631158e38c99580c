import { createHmac, timingSafeEqual } from 'node:crypto';
import { ID_PATTERN, type Id } from '../kernel/ids.ts';

/*
 * The secret in a personal calendar's address. It names the person and the number of the address
 * and is signed with the site's secret: nothing is stored, nobody can guess one, and counting
 * `people.calendar_number` up revokes all earlier ones.
 */

export interface CalendarLink {
  readonly personId: Id;
  readonly number: number;
}

export function calendarToken(secret: string, personId: Id, number: number): string {
  return `${personId}.${number}.${signature(secret, personId, number)}`;
}

/** Who a token was made for, or null when we did not make it. Whether it is still valid says the person's row. */
export function readCalendarToken(secret: string, token: string): CalendarLink | null {
  const [personId = '', digits = '', given = '', ...rest] = token.split('.');
  if (rest.length > 0 || !ID_PATTERN.test(personId) || !/^\d{1,9}$/.test(digits)) return null;
  const number = Number(digits);
  const expected = Buffer.from(signature(secret, personId, number));
  const actual = Buffer.from(given);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
  return { personId, number };
}

function signature(secret: string, personId: Id, number: number): string {
  return createHmac('sha256', secret).update(`personal calendar ${personId} ${number}`).digest('base64url');
}
