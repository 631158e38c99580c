import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** The morning as a mode: its steps and clocks, the queue of pitches, offers to merge, cells held while placing. */
export const plenary = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('plenaries')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('day_id', 'text', (c) => c.notNull().references('event_days.id').onDelete('cascade'))
      .addColumn('step', 'text', (c) =>
        c.notNull().check(sql`step in ('write', 'pitch', 'merge', 'place', 'publish')`),
      )
      .addColumn('write_minutes', 'integer', (c) => c.notNull())
      .addColumn('pitch_minutes', 'integer', (c) => c.notNull())
      .addColumn('runs_until', 'text')
      .addColumn('left_ms', 'integer')
      .addColumn('current_id', 'text', (c) => c.references('sessions.id').onDelete('set null'))
      .addColumn('pitch_until', 'text')
      .addColumn('pitch_left_ms', 'integer')
      .addColumn('leads_place', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('opened_at', 'text', (c) => c.notNull())
      .addColumn('opened_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('closed_at', 'text')
      .addUniqueConstraint('plenaries_day', ['day_id'])
      .execute();
    await db.schema
      .createIndex('plenaries_of_event')
      .on('plenaries')
      .columns(['event_id', 'closed_at'])
      .execute();
    await db.schema
      .createTable('pitches')
      .addColumn('plenary_id', 'text', (c) => c.notNull().references('plenaries.id').onDelete('cascade'))
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('state', 'text', (c) =>
        c
          .notNull()
          .defaultTo('waiting')
          .check(sql`state in ('waiting', 'pitched', 'skipped')`),
      )
      .addColumn('position', 'integer')
      .addColumn('counted', 'integer')
      .addPrimaryKeyConstraint('pitches_key', ['plenary_id', 'session_id'])
      .execute();
    await db.schema.createIndex('pitches_of_session').on('pitches').column('session_id').execute();
    await db.schema
      .createTable('merge_offers')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('from_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('into_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('from_agreed_at', 'text')
      .addColumn('into_agreed_at', 'text')
      .addColumn('declined_at', 'text')
      .addColumn('made_at', 'text', (c) => c.notNull())
      .addUniqueConstraint('merge_offers_pair', ['from_id', 'into_id'])
      .execute();
    await db.schema.createIndex('merge_offers_of_event').on('merge_offers').column('event_id').execute();
    await db.schema
      .createTable('cell_holds')
      .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
      .addColumn('area_id', 'text', (c) => c.notNull().references('areas.id').onDelete('cascade'))
      .addColumn('session_id', 'text', (c) =>
        c.notNull().unique().references('sessions.id').onDelete('cascade'),
      )
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addColumn('until', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('cell_holds_key', ['slot_id', 'area_id'])
      .execute();
  },
};
