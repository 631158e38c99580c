import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** The draft grid with its moves, the releases, and what calendars were told. */
export async function createScheduleTables(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('placements')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id'))
    .addColumn('area_id', 'text', (c) => c.notNull().references('areas.id'))
    .addColumn('pinned_at', 'text')
    .addColumn('pinned_by', 'text')
    .execute();
  await db.schema.createIndex('placements_of_event').on('placements').column('event_id').execute();
  // A session of two slots has two rows here, so that the database itself keeps a cell for one session.
  await db.schema
    .createTable('placement_cells')
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id'))
    .addColumn('area_id', 'text', (c) => c.notNull().references('areas.id'))
    .addColumn('session_id', 'text', (c) =>
      c.notNull().references('placements.session_id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('placement_cells_key', ['slot_id', 'area_id'])
    .execute();
  await db.schema.createIndex('placement_cells_of').on('placement_cells').column('session_id').execute();
  await db.schema
    .createTable('drafts')
    .addColumn('event_id', 'text', (c) => c.primaryKey().references('events.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('draft_moves')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('after', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_person_id', 'text')
    .addColumn('undone_at', 'text')
    .execute();
  await db.schema
    .createIndex('draft_moves_of_event')
    .on('draft_moves')
    .columns(['event_id', 'version'])
    .execute();
  await createReleases(db);
}

async function createReleases(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('releases')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('released_at', 'text', (c) => c.notNull())
    .addColumn('released_by', 'text')
    .addUniqueConstraint('releases_number_once', ['event_id', 'number'])
    .execute();
  // Times and labels are copied: a release says what was announced, whatever the grid becomes later.
  await db.schema
    .createTable('released_placements')
    .addColumn('release_id', 'text', (c) => c.notNull().references('releases.id').onDelete('cascade'))
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('slot_id', 'text', (c) => c.notNull())
    .addColumn('area_id', 'text', (c) => c.notNull())
    .addColumn('area_label', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('released_placements_key', ['release_id', 'session_id'])
    .execute();
  await db.schema
    .createTable('calendar_entries')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('confirmed', 'cancelled')`))
    .addColumn('headline', 'text', (c) => c.notNull())
    .addColumn('area_label', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('calendar_entries_of_event')
    .on('calendar_entries')
    .column('event_id')
    .execute();
}
