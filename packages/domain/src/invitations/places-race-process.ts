import { runAsRacer, type RaceOrders } from '../testing/racer.ts';
import { confirmInvitation } from './confirm-invitation.ts';

/** One of the processes of places-race.test.ts: confirms its invitations as fast as it can. */
export interface ConfirmOrders extends RaceOrders {
  readonly invitationIds: readonly string[];
}

await runAsRacer<ConfirmOrders>(async (needs, { invitationIds }) => {
  const results = await Promise.all(
    invitationIds.map((invitationId) =>
      confirmInvitation(needs, { kind: 'link-holder', invitationId }, { invitationId }),
    ),
  );
  return results.map((result) => (result.ok ? result.value.state : 'failed'));
});
