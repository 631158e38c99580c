import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** The site's blog: posts with tags, each with its earlier texts. */
export const posts = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('posts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('slug', 'text', (c) => c.notNull().unique())
      .addColumn('event_id', 'text', (c) => c.references('events.id').onDelete('set null'))
      .addColumn('kind', 'text', (c) =>
        c.notNull().check(sql`kind in ('announcement', 'interview', 'report', 'article')`),
      )
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('author_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('author_name', 'text', (c) => c.notNull())
      .addColumn('published_at', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema.createIndex('posts_published').on('posts').columns(['published_at', 'id']).execute();
    await db.schema.createIndex('posts_of_event').on('posts').columns(['event_id', 'published_at']).execute();
    await db.schema
      .createTable('post_tags')
      .addColumn('tag', 'text', (c) => c.notNull())
      .addColumn('post_id', 'text', (c) => c.notNull().references('posts.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('post_tags_key', ['tag', 'post_id'])
      .execute();
    await db.schema.createIndex('post_tags_of_post').on('post_tags').column('post_id').execute();
    await db.schema
      .createTable('post_revisions')
      .addColumn('post_id', 'text', (c) => c.notNull().references('posts.id').onDelete('cascade'))
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('tags', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addPrimaryKeyConstraint('post_revisions_key', ['post_id', 'version'])
      .execute();
  },
};
