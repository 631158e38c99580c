import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { line, optionalLine } from '../kernel/fields.ts';

/** A person changes what others see of them, and the language they are written to in. */
export const changeProfile = defineAction({
  name: 'change-profile',
  input: z.strictObject({ name: line(120), affiliation: optionalLine(120), locale: z.enum(['en', 'de']) }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, now, record }) => {
    const personId = requirePerson(actor);
    await tx
      .updateTable('people')
      .set({ ...input, updated_at: now })
      .where('id', '=', personId)
      .execute();
    record({ kind: 'person.changed', eventId: null, subjectId: personId, audience: 'organisers' });
    return { personId };
  },
});
