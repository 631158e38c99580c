import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { line } from '../kernel/fields.ts';
import { notFound } from '../kernel/errors.ts';

/** A person ends one of their own sign-ins, on whatever device it is; `all` ends every one. */
export const endSignIn = defineAction({
  name: 'end-sign-in',
  input: z.strictObject({ signIn: z.union([z.literal('all'), line(64)]) }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, record }) => {
    const personId = requirePerson(actor);
    let ended = tx.deleteFrom('auth_sessions').where('person_id', '=', personId);
    if (input.signIn !== 'all') ended = ended.where('id', '=', input.signIn);
    const rows = await ended.returning('id').execute();
    if (rows.length === 0) throw notFound('sign-in', input.signIn);
    record({ kind: 'sign-in.ended', eventId: null, subjectId: personId, audience: 'organisers' });
    return { count: rows.length };
  },
});
