import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';

/** Takes one's interest in a course back; nothing of what was said is kept. */
export const withdrawInterest = defineAction({
  name: 'withdraw-interest',
  input: z.strictObject({ courseId: id }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, record }): Promise<void> => {
    await tx
      .deleteFrom('class_interests')
      .where('course_id', '=', input.courseId)
      .where('person_id', '=', requirePerson(actor))
      .execute();
    record({ kind: 'class-interest.said', eventId: null, subjectId: input.courseId, audience: 'organisers' });
  },
});
