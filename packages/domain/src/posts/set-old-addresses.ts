import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, line } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { ADDRESS_LENGTH, isOwnAddress, MOST_ADDRESSES, oldAddress } from './old-address.ts';
import { requireWriterOf } from './post-policy.ts';

/**
 * Says which addresses a post had elsewhere, all of them at once: whoever asks this site for one is led to the post.
 * Refused for addresses of our own pages, of events, and of other posts.
 */
export const setOldAddresses = defineAction({
  name: 'set-old-addresses',
  input: z.strictObject({
    postId: id,
    addresses: z.array(line(2 * ADDRESS_LENGTH)).max(MOST_ADDRESSES),
  }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async ({ tx, input, record }): Promise<{ addresses: readonly string[] }> => {
    const { postId } = input;
    const addresses = [...new Set(input.addresses.map(readAddress))];
    await requireNoEvent(tx, addresses);
    await tx.deleteFrom('post_addresses').where('post_id', '=', postId).execute();
    await takeAll(tx, postId, addresses);
    const post = await tx.selectFrom('posts').select('event_id').where('id', '=', postId).executeTakeFirst();
    record({
      kind: 'post.addressed',
      eventId: post?.event_id ?? null,
      subjectId: postId,
      audience: 'organisers',
    });
    return { addresses };
  },
});

function readAddress(written: string): string {
  const address = oldAddress(written);
  if (!address)
    throw wrongField('addresses', 'not-an-address', `"${written}" is no path.`, { address: written });
  if (isOwnAddress(address))
    throw wrongField('addresses', 'own-address', `${address} is a page of this site.`, { address });
  return address;
}

async function requireNoEvent(tx: Transaction, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const event = await tx
    .selectFrom('events')
    .select('slug')
    .where(
      'slug',
      'in',
      addresses.map((address) => address.split('/')[1] ?? ''),
    )
    .executeTakeFirst();
  if (event)
    throw wrongField('addresses', 'own-address', `/${event.slug} is an event.`, {
      address: `/${event.slug}`,
    });
}

async function takeAll(tx: Transaction, postId: Id, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const rows = await tx
    .insertInto('post_addresses')
    .values(addresses.map((address) => ({ address, post_id: postId })))
    .onConflict((conflict) => conflict.doNothing()) // another post's, perhaps since a moment ago
    .returning('address')
    .execute();
  const got = new Set(rows.map((row) => row.address));
  const taken = addresses.find((address) => !got.has(address));
  if (taken)
    throw wrongField('addresses', 'address-taken', `${taken} leads to another post.`, { address: taken });
}
