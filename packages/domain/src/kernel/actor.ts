import type { Id } from './ids.ts';

/**
 * Who asks for something. Roles are not carried along: actions look them up in the same
 * transaction, so that a role that was taken away a moment ago is gone.
 */
export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'person'; readonly personId: Id }
  /** Whoever holds the secret link to one invitation; may act on that invitation only. */
  | { readonly kind: 'link-holder'; readonly invitationId: Id }
  /** The product itself: jobs, first start, the sample community. */
  | { readonly kind: 'system'; readonly task: string };

export const visitor: Actor = { kind: 'visitor' };

export function person(personId: Id): Actor {
  return { kind: 'person', personId };
}

export function system(task: string): Actor {
  return { kind: 'system', task };
}
