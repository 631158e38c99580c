import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Files of courses, in order, before there is any edition; and uploads that go to a course instead of an event. */
export const courseFiles = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('course_files')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('course_id', 'text', (c) => c.notNull().references('courses.id').onDelete('cascade'))
      .addColumn('module_id', 'text')
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('attached_at', 'text', (c) => c.notNull())
      .addColumn('attached_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('files_of_course').on('course_files').column('course_id').execute();
    await db.schema.createIndex('course_files_by_hash').on('course_files').column('sha256').execute();
    await rebuildUploads(db);
  },
};

/** SQLite cannot let a column be null that could not: the table is made anew, with what is in it. Nothing refers to it. */
async function rebuildUploads(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('uploads_anew')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.references('events.id').onDelete('cascade'))
    .addColumn('course_id', 'text', (c) => c.references('courses.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.references('people.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('began_at', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text')
    .addColumn('type', 'text')
    .addColumn('cues', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('duration_seconds', 'integer')
    .addCheckConstraint('uploads_go_to_one_place', sql`(event_id is null) <> (course_id is null)`)
    .execute();
  const columns = sql.raw(
    'id, event_id, person_id, name, size, began_at, sha256, type, cues, duration_seconds',
  );
  await sql`insert into uploads_anew (${columns}) select ${columns} from uploads`.execute(db);
  await db.schema.dropTable('uploads').execute();
  await db.schema.alterTable('uploads_anew').renameTo('uploads').execute();
  await db.schema.createIndex('uploads_of_event').on('uploads').column('event_id').execute();
  await db.schema.createIndex('uploads_of_course').on('uploads').column('course_id').execute();
}
