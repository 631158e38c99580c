import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { noMailbox } from './mailbox.ts';

export interface PersonSummary {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly affiliation: string;
  readonly locale: string | null;
}

const SUMMARY = ['id', 'name', 'email', 'affiliation', 'locale'] as const;

export function findPerson(db: Db, personId: Id): Promise<PersonSummary | undefined> {
  return db.selectFrom('people').select(SUMMARY).where('id', '=', personId).executeTakeFirst();
}

export function findPersonByEmail(db: Db, email: string): Promise<PersonSummary | undefined> {
  return db.selectFrom('people').select(SUMMARY).where('email', '=', email.toLowerCase()).executeTakeFirst();
}

/**
 * The person with this address; made on the spot when nobody has it. They need no account for
 * that: whoever opens a link mailed to the address finds everything already theirs. A known
 * person's name is never replaced by what somebody else typed.
 */
export async function personWithEmail(
  db: Db,
  newcomer: {
    readonly email: string;
    readonly name: string;
    readonly affiliation?: string;
    readonly locale?: string;
  },
  now: Timestamp,
): Promise<PersonSummary> {
  const email = newcomer.email.toLowerCase();
  await db
    .insertInto('people')
    .values({
      id: newId(),
      name: newcomer.name,
      email,
      affiliation: newcomer.affiliation ?? '',
      locale: newcomer.locale ?? null,
      image: null,
      site_owner_since: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  return db.selectFrom('people').select(SUMMARY).where('email', '=', email).executeTakeFirstOrThrow();
}

/** Somebody who gave a name and no mail address; nobody can sign in as them. */
export async function personWithoutMailbox(db: Db, name: string, now: Timestamp): Promise<PersonSummary> {
  const id = newId();
  return db
    .insertInto('people')
    .values({ ...{ id, name, email: noMailbox(id) }, image: null, created_at: now, updated_at: now })
    .returning(SUMMARY)
    .executeTakeFirstOrThrow();
}
