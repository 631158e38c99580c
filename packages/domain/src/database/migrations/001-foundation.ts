import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { engineOf } from '../engine.ts';
import { createEventTables } from './001-foundation-events.ts';
import { createPeopleTables } from './001-foundation-people.ts';
import { createScheduleTables } from './001-foundation-schedule.ts';
import { createSessionTables } from './001-foundation-sessions.ts';

/** A migration is typed against nothing, so that it still compiles years later. */
export type AnyDb = Kysely<any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- see above

export const foundation: Migration = {
  async up(db: AnyDb) {
    await createFeed(db);
    await createPeopleTables(db);
    await createEventTables(db);
    await createSessionTables(db);
    await createScheduleTables(db);
  },
};

async function createFeed(db: AnyDb): Promise<void> {
  const postgres = engineOf(db) === 'postgres';
  await db.schema
    .createTable('changes')
    // autoincrement, so that a number is never used again after rows were swept away
    .addColumn('seq', postgres ? 'bigint' : 'integer', (c) =>
      postgres ? c.generatedAlwaysAsIdentity().primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text')
    .addColumn('audience', 'text', (c) =>
      c.notNull().check(sql`audience in ('public', 'participants', 'organisers')`),
    )
    .execute();
  await db.schema.createIndex('changes_of_event').on('changes').columns(['event_id', 'seq']).execute();
  await db.schema
    .createTable('audit_log')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('actor_kind', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text')
    .addColumn('subject_id', 'text')
    .execute();
  await db.schema.createIndex('audit_of_event').on('audit_log').columns(['event_id', 'id']).execute();
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('result', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('site')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}
