import { z } from 'zod';
import { requireOrganiser } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { id, text, version, wholeNumber } from '../kernel/fields.ts';
import { editionOrThrow } from './edition-policy.ts';

/** Changes what attendees prepare, from which share of the sessions there is a certificate (per cent), and for how many days feedback is open. */
export const changeEdition = defineAction({
  name: 'change-edition',
  input: z.strictObject({
    eventId: id,
    version,
    preparation: text(20_000),
    certificateShare: wholeNumber(1, 100),
    feedbackDays: wholeNumber(0, 365),
  }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
    await editionOrThrow(tx, input.eventId);
  },
  run: async ({ tx, input, record }): Promise<{ version: number }> => {
    const { eventId, preparation, certificateShare, feedbackDays } = input;
    const changed = await tx
      .updateTable('editions')
      .set((edition) => ({
        ...{ preparation, certificate_share: certificateShare, feedback_days: feedbackDays },
        version: edition('version', '+', 1),
      }))
      .where('event_id', '=', eventId)
      .where('version', '=', input.version)
      .returning('version')
      .executeTakeFirst();
    if (!changed)
      throw new DomainError('stale', 'Somebody changed this edition after you opened it.', {
        subject: await editionOrThrow(tx, eventId),
      });
    record({ kind: 'edition.changed', eventId, subjectId: eventId, audience: 'public' });
    return changed;
  },
});
