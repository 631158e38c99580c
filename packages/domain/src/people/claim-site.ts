import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { DomainError } from '../kernel/errors.ts';
import { email, line } from '../kernel/fields.ts';
import { personWithEmail } from './person-queries.ts';

const OWNER_LINK = 'owner-link';

/**
 * A one-time token that makes its user the owner of a site that has none yet. A new one replaces
 * the last, so only the newest start's link is good. Undefined when the site has an owner.
 */
export async function newOwnerToken(db: Db): Promise<string | undefined> {
  const owner = await db
    .selectFrom('people')
    .select('id')
    .where('site_owner_since', 'is not', null)
    .executeTakeFirst();
  if (owner) return undefined;
  const token = randomBytes(24).toString('base64url');
  await db
    .insertInto('site')
    .values({ key: OWNER_LINK, value: hash(token) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: hash(token) }))
    .execute();
  return token;
}

/** The holder of the first start's link becomes the owner of the site. */
export const claimSite = defineAction({
  name: 'claim-site',
  input: z.strictObject({ token: line(100), name: line(120), email }),
  allow: async ({ tx, input }) => {
    const stored = await tx
      .selectFrom('site')
      .select('value')
      .where('key', '=', OWNER_LINK)
      .executeTakeFirst();
    if (!stored || !same(stored.value, hash(input.token))) {
      throw new DomainError(
        'link-expired',
        'This link has been used or replaced. Try: start Plenary again for a new one.',
      );
    }
  },
  run: async ({ tx, input, now, record }) => {
    const person = await personWithEmail(tx, input, now);
    await tx
      .updateTable('people')
      .set({ site_owner_since: now, name: input.name, updated_at: now })
      .where('id', '=', person.id)
      .execute();
    await tx.deleteFrom('site').where('key', '=', OWNER_LINK).execute();
    record({ kind: 'site.claimed', eventId: null, subjectId: person.id, audience: 'organisers' });
    return { personId: person.id, email: person.email };
  },
});

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
