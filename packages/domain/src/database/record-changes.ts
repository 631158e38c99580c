import { sql } from 'kysely';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { newId, type Id } from '../kernel/ids.ts';
import type { Audience } from './database-tables.ts';
import type { Transaction } from './db.ts';
import { engineOf } from './engine.ts';

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
  if (deed.changes.length > 0) {
    await tx
      .insertInto('changes')
      .values(
        deed.changes.map((change) => ({
          at: deed.at,
          event_id: change.eventId,
          kind: change.kind,
          subject_id: change.subjectId,
          audience: change.audience,
        })),
      )
      .execute();
  }
  const first = deed.changes[0];
  await tx
    .insertInto('audit_log')
    .values({
      id: newId(),
      at: deed.at,
      actor_kind: deed.actor.kind,
      person_id: deed.actor.kind === 'person' ? deed.actor.personId : null,
      action: deed.action,
      event_id: first?.eventId ?? null,
      subject_id: first?.subjectId ?? null,
    })
    .execute();
}
