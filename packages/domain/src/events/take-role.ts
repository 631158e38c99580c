import { z } from 'zod';
import { takeTurn } from '../database/turn.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { EVENT_ROLES } from './give-role.ts';
import { requireOrganiser } from '../standing/standing.ts';

/** Takes a role away, one's own as well. The last organiser stays. */
export const takeRole = defineAction({
  name: 'take-role',
  input: z.strictObject({ eventId: id, personId: id, role: z.enum(EVENT_ROLES) }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, input, record }) => {
    await takeTurn(tx, input.eventId); // two organisers who remove each other must not both succeed
    const holders = await tx
      .selectFrom('event_roles')
      .select('person_id')
      .where('event_id', '=', input.eventId)
      .where('role', '=', input.role)
      .execute();
    if (!holders.some((holder) => holder.person_id === input.personId))
      throw notFound(input.role, input.personId);
    if (input.role === 'organiser' && holders.length === 1)
      throw new DomainError('wrong-state', 'The last organiser stays. Try: make somebody else one first.');
    await tx
      .deleteFrom('event_roles')
      .where('event_id', '=', input.eventId)
      .where('person_id', '=', input.personId)
      .where('role', '=', input.role)
      .execute();
    record({ kind: 'role.taken', eventId: input.eventId, subjectId: input.personId, audience: 'organisers' });
  },
});
