import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import { readSignedNumber, signNumber } from '../kernel/signed-number.ts';
import type { Site } from '../kernel/site.ts';

/** Names what the secret in a screen's address is good for. */
const PURPOSE = 'wall';

/** The address for screens in the building, which nobody signs in at. For organisers and helpers. */
export async function wallAddress(db: Db, site: Site, eventId: Id): Promise<string> {
  const { wall_number: number } = await db
    .selectFrom('events')
    .select('wall_number')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return `${site.origin}/wall/${signNumber(site.secret, PURPOSE, { id: eventId, number })}`;
}

/** The event that a screen's address shows; undefined when the address is not, or no longer, valid. */
export async function eventOfWall(db: Db, site: Site, token: string): Promise<Id | undefined> {
  const link = readSignedNumber(site.secret, PURPOSE, token);
  if (!link) return undefined;
  const event = await db
    .selectFrom('events')
    .select('id')
    .where('id', '=', link.id)
    .where('wall_number', '=', link.number)
    .executeTakeFirst();
  return event?.id;
}
