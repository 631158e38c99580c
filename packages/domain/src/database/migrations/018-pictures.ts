import type { AnyDb } from './001-foundation.ts';

/** Pictures of texts, and those that posts begin with. */
export const pictures = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('pictures')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('width', 'integer', (c) => c.notNull())
      .addColumn('height', 'integer', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('alt', 'text', (c) => c.notNull())
      .addColumn('sent_at', 'text', (c) => c.notNull())
      .addColumn('sent_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('pictures_of_person').on('pictures').column('sent_by').execute();
    await db.schema.createIndex('pictures_by_hash').on('pictures').column('sha256').execute();
    await db.schema
      .alterTable('posts')
      .addColumn('lead_picture_id', 'text', (c) => c.references('pictures.id').onDelete('set null'))
      .execute();
    await db.schema
      .alterTable('posts')
      .addColumn('lead_alt', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await db.schema.createIndex('posts_led_by_picture').on('posts').column('lead_picture_id').execute();
  },
};
