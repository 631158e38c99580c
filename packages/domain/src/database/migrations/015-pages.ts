import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Free pages of an event: names, revisions, watchers, and who writes them. */
export const pages = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .alterTable('events')
      .addColumn('pages_by', 'text', (c) =>
        c
          .notNull()
          .defaultTo('attendees')
          .check(sql`pages_by in ('attendees', 'organisers')`),
      )
      .execute();
    await db.schema
      .createTable('pages')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('name_key', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('excerpt', 'text', (c) => c.notNull())
      .addColumn('writers', 'text', (c) => c.notNull().check(sql`writers in ('attendees', 'organisers')`))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('removed_at', 'text')
      .addColumn('removed_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .addUniqueConstraint('pages_names', ['event_id', 'name_key'])
      .execute();
    await db.schema
      .createTable('page_names')
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('slug', 'text', (c) => c.notNull())
      .addColumn('page_id', 'text', (c) => c.notNull().references('pages.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('page_names_key', ['event_id', 'key'])
      .addUniqueConstraint('page_names_slugs', ['event_id', 'slug'])
      .execute();
    await db.schema.createIndex('page_names_of').on('page_names').column('page_id').execute();
    await db.schema
      .createTable('page_revisions')
      .addColumn('page_id', 'text', (c) => c.notNull().references('pages.id').onDelete('cascade'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('restored_version', 'integer')
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addPrimaryKeyConstraint('page_revisions_key', ['page_id', 'version'])
      .execute();
    await db.schema
      .createTable('page_watchers')
      .addColumn('page_id', 'text', (c) => c.notNull().references('pages.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addColumn('since', 'text', (c) => c.notNull())
      .addColumn('told_version', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('page_watchers_key', ['page_id', 'person_id'])
      .execute();
  },
};
