import type { InvitationState } from '@plenary/domain/invitations/invitation-tables.ts';
import { m } from '#lib/paraglide/messages.js';

/** What the states of an invitation are called, in the order in which they come. */
export const STATE_WORDS: Readonly<Record<InvitationState, () => string>> = {
  requested: m.invitations_state_requested,
  waitlisted: m.invitations_state_waitlisted,
  invited: m.invitations_state_invited,
  confirmed: m.invitations_state_confirmed,
  attended: m.invitations_state_attended,
  'no-show': m.invitations_state_no_show,
  declined: m.invitations_state_declined,
  expired: m.invitations_state_expired,
  withdrawn: m.invitations_state_withdrawn,
};
