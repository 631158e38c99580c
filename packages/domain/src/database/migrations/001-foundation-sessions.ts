import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Sessions, their leads, interest in them, and who is absent when. */
export async function createSessionTables(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('headline', 'text', (c) => c.notNull())
    .addColumn('problem', 'text', (c) => c.notNull())
    .addColumn('contribution', 'text', (c) => c.notNull())
    .addColumn('preparation', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('length', 'integer', (c) => c.notNull().check(sql`length between 1 and 3`))
    .addColumn('needs', 'text', (c) => c.notNull())
    .addColumn('wants_lead', 'integer', (c) => c.notNull())
    .addColumn('day_id', 'text', (c) => c.references('event_days.id').onDelete('set null'))
    .addColumn('proposed_by', 'text', (c) => c.references('people.id').onDelete('set null'))
    .addColumn('proposed_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_by', 'text')
    .addColumn('merged_into', 'text', (c) => c.references('sessions.id').onDelete('set null'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema.createIndex('sessions_of_event').on('sessions').columns(['event_id', 'id']).execute();
  await db.schema
    .createTable('session_leads')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addUniqueConstraint('session_leads_once', ['session_id', 'person_id'])
    .execute();
  await db.schema.createIndex('session_leads_of_person').on('session_leads').column('person_id').execute();
  await db.schema
    .createTable('session_unavailable_slots')
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('session_unavailable_slots_key', ['session_id', 'slot_id'])
    .execute();
  await db.schema
    .createTable('interest')
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('level', 'text', (c) => c.notNull().check(sql`level in ('none', 'maybe', 'want', 'must')`))
    .addColumn('can_help_lead', 'integer', (c) => c.notNull())
    .addColumn('said_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('interest_key', ['session_id', 'person_id'])
    .execute();
  await db.schema
    .createIndex('interest_of_person')
    .on('interest')
    .columns(['event_id', 'person_id'])
    .execute();
  await db.schema
    .createTable('absences')
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('absences_key', ['person_id', 'slot_id'])
    .execute();
  await db.schema.createIndex('absences_of_event').on('absences').column('event_id').execute();
}
