import type { AnyDb } from './001-foundation.ts';

/** Screens in the building: their secret address, and what is announced on them. */
export const screens = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .alterTable('events')
      .addColumn('wall_number', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema
      .createTable('announcements')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('area_id', 'text', (c) => c.references('areas.id').onDelete('cascade'))
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('posted_at', 'text', (c) => c.notNull())
      .addColumn('posted_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('ends_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('announcements_of_event')
      .on('announcements')
      .columns(['event_id', 'ends_at'])
      .execute();
  },
};
