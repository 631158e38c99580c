import type { AnyDb } from './001-foundation.ts';

/** Posts that publish themselves at a time, posts that came from another blog, and the addresses they had there. */
export const movedPosts = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema.alterTable('posts').addColumn('publish_at', 'text').execute();
    await db.schema.alterTable('posts').addColumn('imported_as', 'text').execute();
    await db.schema.createIndex('posts_due').on('posts').column('publish_at').execute();
    await db.schema.createIndex('posts_imported').unique().on('posts').column('imported_as').execute();
    await db.schema
      .createTable('post_addresses')
      .addColumn('address', 'text', (c) => c.primaryKey())
      .addColumn('post_id', 'text', (c) => c.notNull().references('posts.id').onDelete('cascade'))
      .execute();
    await db.schema.createIndex('addresses_of_post').on('post_addresses').column('post_id').execute();
  },
};
