import { invitationToken } from '@plenary/domain/invitations/invitation-link.ts';
import { myInvitations } from '@plenary/domain/invitations/my-invitation-queries.ts';

/** A person's invitations with the token of each status page, for `MyInvitations.svelte`. */
export async function invitationsWithTokens(locals: App.Locals, personId: string) {
  const invitations = await myInvitations(locals.app.db, personId);
  return invitations.map(({ id, state, event: { name, startsOn, endsOn } }) => ({
    id,
    state,
    event: { name, startsOn, endsOn },
    token: invitationToken(locals.app.site.secret, id),
  }));
}
