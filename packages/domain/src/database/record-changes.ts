import { sql, type Selectable } from 'kysely';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Audience, DatabaseTables } from './database-tables.ts';
import type { Transaction } from './db.ts';
import { engineOf } from './engine.ts';
import { prepared } from './prepared.ts';

/** One thing that changed, as live pages need to know it: `schedule.released`, of which event. */
export interface Change {
  readonly kind: string;
  readonly eventId: Id | null;
  readonly subjectId: Id | null;
  readonly audience: Audience;
}

export interface Deed {
  readonly action: string;
  readonly actor: Actor;
  readonly at: Timestamp;
  readonly changes: readonly Change[];
}

/** PostgreSQL's channel that wakes other processes; it carries no content. */
export const CHANGES_CHANNEL = 'plenary_changes';

const CHANGES_LOCK = 0x706c656e; // "plen": any number that nobody else uses in this database

/** Writes an action's `changes` rows and its audit row, in the action's own transaction. */
export async function recordChanges(tx: Transaction, deed: Deed): Promise<void> {
  if (engineOf(tx) === 'postgres') {
    // A sequence hands out numbers before the commit. Without this lock a reader that has seen 8
    // could miss a 7 that commits later. Held until the end of the transaction, taken last.
    await sql`select pg_advisory_xact_lock(${sql.lit(CHANGES_LOCK)})`.execute(tx);
    await sql`select pg_notify(${CHANGES_CHANNEL}, '')`.execute(tx);
  }
  const rows = deed.changes.map(({ kind, eventId, subjectId, audience }) => {
    return { at: deed.at, event_id: eventId, kind, subject_id: subjectId, audience };
  });
  const [first, ...more] = rows;
  if (first && more.length === 0) await writeChange(tx, first);
  else if (first) await tx.insertInto('changes').values(rows).execute();
  await writeAudit(tx, {
    id: newId(),
    at: deed.at,
    actor_kind: deed.actor.kind,
    person_id: deed.actor.kind === 'person' ? deed.actor.personId : null,
    action: deed.action,
    event_id: first?.event_id ?? null,
    subject_id: first?.subject_id ?? null,
  });
}

const writeChange = prepared(
  (db, { at, event_id, kind, subject_id, audience }: Omit<Selectable<DatabaseTables['changes']>, 'seq'>) =>
    db.insertInto('changes').values({ at, event_id, kind, subject_id, audience }),
);

const writeAudit = prepared(
  (
    db,
    { id, at, actor_kind, person_id, action, event_id, subject_id }: Selectable<DatabaseTables['audit_log']>,
  ) => db.insertInto('audit_log').values({ id, at, actor_kind, person_id, action, event_id, subject_id }),
);
