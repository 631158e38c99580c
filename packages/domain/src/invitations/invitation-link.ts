import { createHmac, timingSafeEqual } from 'node:crypto';
import { ID_PATTERN, type Id } from '../kernel/ids.ts';
import type { Site } from '../kernel/site.ts';

/** The secret part of the address of somebody's status page: the invitation's id and its signature. */
export function invitationToken(secret: string, invitationId: Id): string {
  return `${invitationId}.${signature(secret, invitationId).toString('base64url')}`;
}

/** The invitation a token is for; null when nobody with the secret made it. */
export function readInvitationToken(secret: string, token: string): Id | null {
  const [id = '', mac = '', ...rest] = token.split('.');
  if (rest.length > 0 || !ID_PATTERN.test(id) || !/^[\w-]{43}$/.test(mac)) return null;
  const given = Buffer.from(mac, 'base64url');
  const expected = signature(secret, id);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** The address of somebody's status page. */
export function invitationLink(site: Site, invitationId: Id): string {
  return `${site.origin}/invitation/${invitationToken(site.secret, invitationId)}`;
}

function signature(secret: string, invitationId: Id): Buffer {
  // The prefix keeps this signature from being good for anything else that is signed with the secret.
  return createHmac('sha256', secret).update(`invitation ${invitationId}`).digest();
}
