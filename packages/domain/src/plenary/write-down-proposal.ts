import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction, valueOf } from '../kernel/action.ts';
import { id, line } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { proposeSession } from '../sessions/propose-session.ts';
import { MAX } from '../sessions/session.ts';
import { requireHelper } from '../standing/standing.ts';
import { foldedName } from '../text/fold.ts';
import { participants } from './participants.ts';

/**
 * Types in what somebody says from the floor: a headline and a name. A name that exactly one
 * participant has is that person, so that the session is theirs on their phone too.
 */
export const writeDownProposal = defineAction({
  name: 'write-down-proposal',
  input: z.strictObject({ eventId: id, headline: line(MAX.headline), name: line(MAX.leadName) }),
  allow: async ({ tx, actor, input }) => void (await requireHelper(tx, actor, input.eventId)),
  run: async ({ tx, actor, clock, site, input }): Promise<{ sessionId: Id }> => {
    const { eventId, headline, name } = input;
    const email = await addressOf(tx, eventId, name);
    const proposed = await proposeSession({ db: tx, clock, site }, actor, {
      eventId,
      headline,
      iLead: false,
      leads: [{ name, email }],
    });
    return { sessionId: valueOf(proposed).id };
  },
});

async function addressOf(tx: Transaction, eventId: Id, name: string): Promise<string> {
  const people = await participants(tx, eventId);
  const named = people.filter((person) => foldedName(person.name) === foldedName(name));
  return named.length === 1 ? (named[0]?.email ?? '') : '';
}
