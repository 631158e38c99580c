import type { Id } from '../kernel/ids.ts';

/*
 * People have an address, because accounts do. Somebody who only gave a name at the door gets one that
 * nobody can ever have: names under `.invalid` are reserved for that (RFC 2606, section 2).
 */
const NOBODYS_DOMAIN = 'no-mailbox.invalid';

export function noMailbox(personId: Id): string {
  return `${personId}@${NOBODYS_DOMAIN}`;
}

/** Whether mail to this address can reach somebody. */
export function hasMailbox(email: string): boolean {
  return !email.endsWith(`@${NOBODYS_DOMAIN}`);
}
