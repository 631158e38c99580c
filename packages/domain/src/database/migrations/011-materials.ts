import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** What sessions and events leave behind: slides, documents, recordings, pictures, links; and the uploads they come from. */
export const materials = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('materials')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('session_id', 'text', (c) => c.references('sessions.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) =>
        c.notNull().check(sql`kind in ('slides', 'document', 'audio', 'video', 'picture', 'link')`),
      )
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('description', 'text', (c) => c.notNull())
      .addColumn('licence', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('link', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('attached_at', 'text', (c) => c.notNull())
      .addColumn('attached_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('hidden_at', 'text')
      .addColumn('hidden_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('removal_asked_at', 'text')
      .addColumn('removal_asked_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('removal_reason', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema.createIndex('materials_of_event').on('materials').column('event_id').execute();
    await db.schema.createIndex('materials_of_session').on('materials').column('session_id').execute();
    await db.schema.createIndex('materials_by_time').on('materials').column('attached_at').execute();
    await db.schema
      .createTable('material_files')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('material_id', 'text', (c) => c.notNull().references('materials.id').onDelete('cascade'))
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('files_of_material').on('material_files').column('material_id').execute();
    await db.schema.createIndex('files_by_hash').on('material_files').column('sha256').execute();
    await db.schema
      .createTable('uploads')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (c) => c.references('people.id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('began_at', 'text', (c) => c.notNull())
      .addColumn('sha256', 'text')
      .addColumn('type', 'text')
      .execute();
    await db.schema.createIndex('uploads_of_event').on('uploads').column('event_id').execute();
    await db.schema
      .createTable('recording_consents')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
      .addColumn('answer', 'text', (c) => c.notNull().check(sql`answer in ('yes', 'no')`))
      .addColumn('said_at', 'text', (c) => c.notNull())
      .addColumn('said_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .execute();
  },
};
