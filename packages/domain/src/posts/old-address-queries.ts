import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { oldAddress } from './old-address.ts';

/** The slug of the published post that had this path elsewhere. */
export async function postFormerlyAt(db: Db, path: string): Promise<string | undefined> {
  const address = oldAddress(path);
  if (!address) return undefined;
  const row = await db
    .selectFrom('post_addresses')
    .innerJoin('posts', 'posts.id', 'post_id')
    .select('slug')
    .where('address', '=', address)
    .where('published_at', 'is not', null)
    .executeTakeFirst();
  return row?.slug;
}

/** Where a post was before, in the order of the alphabet. */
export async function oldAddressesOf(db: Db, postId: Id): Promise<string[]> {
  const rows = await db
    .selectFrom('post_addresses')
    .select('address')
    .where('post_id', '=', postId)
    .orderBy('address')
    .execute();
  return rows.map((row) => row.address);
}
