import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Gives the screens of an event a new secret address; those at the old one show "not found" from then on. */
export const renewWallLink = defineAction({
  name: 'renew-wall-link',
  input: z.strictObject({ eventId: id }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }): Promise<{ number: number }> => {
    const { wall_number: number } = await tx
      .updateTable('events')
      .set((event) => ({ wall_number: event('wall_number', '+', 1) }))
      .where('id', '=', input.eventId)
      .returning('wall_number')
      .executeTakeFirstOrThrow();
    record({
      kind: 'wall-link.renewed',
      eventId: input.eventId,
      subjectId: input.eventId,
      audience: 'organisers',
    });
    return { number };
  },
});
