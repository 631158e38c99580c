import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { line } from '../kernel/fields.ts';
import { notFound } from '../kernel/errors.ts';

/** A person removes one of their own passkeys; the mail link always remains. */
export const removePasskey = defineAction({
  name: 'remove-passkey',
  input: z.strictObject({ passkeyId: line(64) }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, record }) => {
    const personId = requirePerson(actor);
    const removed = await tx
      .deleteFrom('passkeys')
      .where('id', '=', input.passkeyId)
      .where('person_id', '=', personId)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw notFound('passkey', input.passkeyId);
    record({ kind: 'passkey.removed', eventId: null, subjectId: personId, audience: 'organisers' });
    return removed;
  },
});
