import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, optionalLine } from '../kernel/fields.ts';
import { requireOwnInvitation } from './own-invitation.ts';

/** Says what one eats or must not eat. Organisers read it when they order; nobody else does. */
export const sayFood = defineAction({
  name: 'say-food',
  input: z.strictObject({ invitationId: id, food: optionalLine(200) }),
  allow: ({ tx, actor, input }) => requireOwnInvitation(tx, actor, input.invitationId),
  run: async ({ tx, input, record }): Promise<{ food: string }> => {
    const { invitationId, food } = input;
    const row = await tx
      .updateTable('invitations')
      .set({ food })
      .where('id', '=', invitationId)
      .returning('event_id')
      .executeTakeFirstOrThrow();
    record({ kind: 'food.said', eventId: row.event_id, subjectId: invitationId, audience: 'organisers' });
    return { food };
  },
});
