import type { Db } from '../database/db.ts';
import { prepared } from '../database/prepared.ts';
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

/** A sign-in that is still good, by the token of its cookie, with the account it belongs to. */
export async function findSignIn(
  db: Db,
  token: string,
  now: Timestamp,
): Promise<{ account: Account; signInId: Id; until: Timestamp } | undefined> {
  const [row] = await signInRow(db, { token, now });
  if (!row) return undefined;
  const { sign_in_id: signInId, until, site_owner_since: since, ...person } = row;
  return { account: { ...person, siteOwner: since !== null }, signInId, until };
}

const signInRow = prepared((db, { token, now }: { token: string; now: Timestamp }) =>
  db
    .selectFrom('auth_sessions')
    .innerJoin('people', 'people.id', 'auth_sessions.person_id')
    .select(['auth_sessions.id as sign_in_id', 'auth_sessions.expires_at as until'])
    .select(['people.id', 'name', 'email', 'affiliation', 'locale', 'site_owner_since'])
    .where('token', '=', token)
    .where('expires_at', '>', now),
);

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
