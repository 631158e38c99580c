import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

export interface Account {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly affiliation: string;
  readonly locale: string | null;
  readonly siteOwner: boolean;
}

/** Everything about a person that they themselves may see. */
export async function findAccount(db: Db, personId: Id): Promise<Account | undefined> {
  const row = await db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'affiliation', 'locale', 'site_owner_since'])
    .where('id', '=', personId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { site_owner_since: since, ...person } = row;
  return { ...person, siteOwner: since !== null };
}

export interface SignIn {
  readonly id: Id;
  readonly device: string;
  readonly since: Timestamp;
  readonly lastSeen: Timestamp;
}

/** Where a person is signed in, the latest first. */
export async function listSignIns(db: Db, personId: Id, now: Timestamp): Promise<SignIn[]> {
  const rows = await db
    .selectFrom('auth_sessions')
    .select(['id', 'user_agent', 'created_at', 'updated_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.user_agent ?? '',
    since: row.created_at,
    lastSeen: row.updated_at,
  }));
}

/** A person's passkeys, the oldest first. */
export function listPasskeys(db: Db, personId: Id) {
  return db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
}
