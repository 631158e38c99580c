import { z } from 'zod';
import { eventOrThrow } from '../events/event-queries.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { mayHaveCertificate, newCertificateCode } from './edition.ts';
import { editionOrThrow, requirePlace } from './edition-policy.ts';
import { attendedSessions } from './edition-queries.ts';

/**
 * Makes the certificate of whoever was in enough sessions, once the event is over. Taken again it is the same,
 * with the attendance as it is known by then.
 */
export const takeCertificate = defineAction({
  name: 'take-certificate',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => {
    await requirePlace(tx, actor, input.eventId);
    await editionOrThrow(tx, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }): Promise<{ code: string }> => {
    const { eventId } = input;
    const event = await eventOrThrow(tx, eventId);
    if (!event.endsAt || now < event.endsAt)
      throw new DomainError('wrong-state', `“${event.name}” is not over yet.`);
    const place = await requirePlace(tx, actor, eventId);
    const edition = await editionOrThrow(tx, eventId);
    const { attended, sessions } = await attendedSessions(tx, eventId, place.id);
    if (!mayHaveCertificate(attended, sessions, edition.certificate_share))
      throw new DomainError(
        'wrong-state',
        `A certificate needs ${edition.certificate_share} % of the sessions; ${attended} of ${sessions} are noted. Try: ask an organiser if one is missing.`,
      );
    const row = await tx
      .insertInto('certificates')
      .values({
        ...{ code: newCertificateCode(), event_id: eventId, invitation_id: place.id, name: place.name },
        ...{ attended, sessions, issued_at: now, revoked_at: null, revoked_by: null },
      })
      .onConflict((conflict) => conflict.column('invitation_id').doUpdateSet({ attended, sessions }))
      .returning(['code', 'revoked_at'])
      .executeTakeFirstOrThrow();
    if (row.revoked_at)
      throw new DomainError('wrong-state', 'Organisers have revoked this certificate. Try: ask them why.');
    record({ kind: 'certificate.issued', eventId, subjectId: place.id, audience: 'organisers' });
    return { code: row.code };
  },
});
