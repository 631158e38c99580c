import { createHmac } from 'node:crypto';
import type { Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';

/** Digits and letters that nobody mistakes for one another (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/** What hangs at the door on one day of an event: six characters, others on every day. */
export function doorCode(secret: string, eventId: Id, day: string): string {
  return shortCode(secret, `door ${eventId} ${day}`);
}

/** Six characters that only this site can make for a purpose. */
export function shortCode(secret: string, purpose: string): string {
  const bytes = createHmac('sha256', secret).update(purpose).digest();
  return Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** A code as people type it: small letters, spaces, O for 0, I and L for 1. */
export function readDoorCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

/** What the picture at the door holds: the page that takes the code. */
export function doorAddress(site: Site, eventSlug: string, code: string): string {
  return `${site.origin}/${eventSlug}/here?code=${code}`;
}
