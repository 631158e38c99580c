import webPush from 'web-push';
import type { Db } from '../database/db.ts';
import { timestamp, type Clock } from '../kernel/clock.ts';

export interface PushKeys {
  /** Base64url; browsers ask their push service for an address that only we may send to. */
  readonly publicKey: string;
  readonly privateKey: string;
}

const ONLY = 'vapid';

/**
 * The site's keys for web push, made when nobody has asked before. They stay in the database, so that
 * every process has the same and a backup holds them: with other keys, all devices would have to ask again.
 */
export async function pushKeys(db: Db, clock: Clock): Promise<PushKeys> {
  const known = await keptKeys(db);
  if (known) return known;
  const made = webPush.generateVAPIDKeys();
  await db
    .insertInto('push_keys')
    .values({
      id: ONLY,
      public_key: made.publicKey,
      private_key: made.privateKey,
      made_at: timestamp(clock.now()),
    })
    .onConflict((conflict) => conflict.column('id').doNothing()) // another process was first: its keys count
    .execute();
  return (await keptKeys(db)) ?? made;
}

function keptKeys(db: Db): Promise<PushKeys | undefined> {
  return db
    .selectFrom('push_keys')
    .select(['public_key as publicKey', 'private_key as privateKey'])
    .where('id', '=', ONLY)
    .executeTakeFirst();
}
