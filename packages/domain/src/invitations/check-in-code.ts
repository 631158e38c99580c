import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ID_PATTERN, type Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';

/*
 * What cameras at the door read. Not the secret of the status page: a badge is seen by everybody, and
 * its code only says who stands here. 128 bits keep the picture small enough for a sticker.
 */
const SIGNATURE_BYTES = 16;

/** The code of one place: the invitation's id and a signature for this purpose alone. */
export function checkInCode(secret: string, invitationId: Id): string {
  return `${invitationId}.${signature(secret, invitationId).toString('base64url')}`;
}

/** The invitation a code is for; null when nobody with the secret made it. */
export function readCheckInCode(secret: string, code: string): Id | null {
  const [id = '', mac = '', ...rest] = code.split('.');
  if (rest.length > 0 || !ID_PATTERN.test(id) || !/^[\w-]{22}$/.test(mac)) return null;
  const given = Buffer.from(mac, 'base64url');
  const expected = signature(secret, id);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** What the picture holds: an address, so that any phone's camera knows what to do with it. */
export function checkInAddress(site: Site, invitationId: Id): string {
  return `${site.origin}/check-in/${checkInCode(site.secret, invitationId)}`;
}

/** Lets a device recognise a code it is shown without being able to make one (hex, SHA-256 of the code). */
export function codeDigest(secret: string, invitationId: Id): string {
  return createHash('sha256').update(checkInCode(secret, invitationId)).digest('hex');
}

function signature(secret: string, invitationId: Id): Buffer {
  return createHmac('sha256', secret)
    .update(`check-in ${invitationId}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}
