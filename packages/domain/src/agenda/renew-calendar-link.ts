import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';

/** Gives a person a new secret calendar address; the old one answers "not found" from now on. */
export const renewCalendarLink = defineAction({
  name: 'renew-calendar-link',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    requirePerson(actor);
  },
  run: async ({ tx, actor, record }): Promise<{ number: number }> => {
    const personId = requirePerson(actor);
    const { calendar_number: number } = await tx
      .updateTable('people')
      .set((person) => ({ calendar_number: person('calendar_number', '+', 1) }))
      .where('id', '=', personId)
      .returning('calendar_number')
      .executeTakeFirstOrThrow();
    record({ kind: 'calendar-link.renewed', eventId: null, subjectId: personId, audience: 'organisers' });
    return { number };
  },
});
