import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { email, id, line } from '../kernel/fields.ts';
import { personWithEmail } from '../people/person-queries.ts';
import { requireOrganiser } from '../standing/standing.ts';

export const EVENT_ROLES = ['organiser', 'helper'] as const;

/** Makes somebody an organiser or a helper, by mail address; they need no account yet. */
export const giveRole = defineAction({
  name: 'give-role',
  input: z.strictObject({ eventId: id, email, name: line(120).optional(), role: z.enum(EVENT_ROLES) }),
  allow: async ({ tx, actor, input }) => {
    await requireOrganiser(tx, actor, input.eventId);
  },
  run: async ({ tx, actor, input, now, record }) => {
    const name = input.name ?? input.email.split('@')[0] ?? input.email;
    const person = await personWithEmail(tx, { email: input.email, name }, now);
    await tx
      .insertInto('event_roles')
      .values({
        event_id: input.eventId,
        person_id: person.id,
        role: input.role,
        given_at: now,
        given_by: actor.kind === 'person' ? actor.personId : null,
      })
      .onConflict((conflict) => conflict.columns(['event_id', 'person_id', 'role']).doNothing())
      .execute();
    record({ kind: 'role.given', eventId: input.eventId, subjectId: person.id, audience: 'organisers' });
    return { personId: person.id };
  },
});
