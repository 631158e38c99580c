import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** A small version beside each picture, for lists; and among a post's revisions the picture that it began with. */
export const smallPictures = {
  up: async (db: AnyDb): Promise<void> => {
    const add = (name: string, type: 'text' | 'integer' | 'bigint') =>
      db.schema.alterTable('pictures').addColumn(name, type).execute();
    await add('small_sha256', 'text');
    await add('small_type', 'text');
    await add('small_width', 'integer');
    await add('small_height', 'integer');
    await add('small_size', 'bigint');
    await db.schema.createIndex('small_pictures_by_hash').on('pictures').column('small_sha256').execute();

    // It refers to no row: what a post began with stays known when the picture is removed.
    await db.schema.alterTable('post_revisions').addColumn('lead_picture_id', 'text').execute();
    await db.schema.alterTable('post_revisions').addColumn('lead_alt', 'text').execute();
    // What earlier texts began with was not kept.
    const present = (column: 'lead_picture_id' | 'lead_alt') =>
      sql`(select ${sql.ref(column)} from posts where posts.id = post_revisions.post_id)`;
    await sql`
      update post_revisions
      set lead_picture_id = ${present('lead_picture_id')}, lead_alt = ${present('lead_alt')}
      where version = (select posts.version from posts where posts.id = post_revisions.post_id)
    `.execute(db);
  },
};
