import { z } from 'zod';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';

/** Revokes the certificate of one attendee, or makes it good again. */
export const revokeCertificate = defineAction({
  name: 'revoke-certificate',
  input: z.strictObject({ eventId: id, invitationId: id, revoked: z.boolean() }),
  allow: async ({ tx, actor, input }) => void (await requireOrganiser(tx, actor, input.eventId)),
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { eventId, invitationId, revoked } = input;
    const by = actor.kind === 'person' ? actor.personId : null;
    const row = await tx
      .updateTable('certificates')
      .set({ revoked_at: revoked ? now : null, revoked_by: revoked ? by : null })
      .where('event_id', '=', eventId)
      .where('invitation_id', '=', invitationId)
      .returning('code')
      .executeTakeFirst();
    if (!row) throw notFound('certificate', invitationId);
    record({ kind: 'certificate.revoked', eventId, subjectId: invitationId, audience: 'organisers' });
  },
});
