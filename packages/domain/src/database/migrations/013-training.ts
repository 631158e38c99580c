import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Courses with every text they had, interest in classes, editions with attendance, exercises, feedback and certificates. */
export const training = {
  up: async (db: AnyDb): Promise<void> => {
    await courses(db);
    await editions(db);
    await attendance(db);
  },
};

async function courses(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('courses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('prerequisites', 'text', (c) => c.notNull())
    .addColumn('licence', 'text', (c) => c.notNull())
    .addColumn('modules', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('course_tags')
    .addColumn('tag', 'text', (c) => c.notNull())
    .addColumn('course_id', 'text', (c) => c.notNull().references('courses.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('course_tags_key', ['tag', 'course_id'])
    .execute();
  await db.schema.createIndex('tags_of_course').on('course_tags').column('course_id').execute();
  await db.schema
    .createTable('course_revisions')
    .addColumn('course_id', 'text', (c) => c.notNull().references('courses.id').onDelete('cascade'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('restored_version', 'integer')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
    .addPrimaryKeyConstraint('course_revisions_key', ['course_id', 'version'])
    .execute();
  await db.schema
    .createTable('class_interests')
    .addColumn('course_id', 'text', (c) => c.notNull().references('courses.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('month', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('background', 'text', (c) => c.notNull())
    .addColumn('registered_at', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('class_interests_key', ['course_id', 'person_id'])
    .execute();
  await db.schema
    .createIndex('class_interests_of_person')
    .on('class_interests')
    .column('person_id')
    .execute();
}

async function editions(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('editions')
    .addColumn('event_id', 'text', (c) => c.primaryKey().references('events.id').onDelete('cascade'))
    .addColumn('course_id', 'text', (c) => c.notNull().references('courses.id'))
    .addColumn('course_version', 'integer', (c) => c.notNull())
    .addColumn('preparation', 'text', (c) => c.notNull())
    .addColumn('certificate_share', 'integer', (c) => c.notNull().defaultTo(75))
    .addColumn('feedback_days', 'integer', (c) => c.notNull().defaultTo(14))
    .addColumn('told_at', 'text')
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by', 'text', (c) => c.references('people.id').onDelete('set null'))
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema.createIndex('editions_of_course').on('editions').column('course_id').execute();
  await db.schema
    .createTable('edition_sessions')
    .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (c) => c.notNull().references('editions.event_id').onDelete('cascade'))
    .addColumn('module_id', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('minutes', 'integer', (c) => c.notNull())
    .addColumn('exercises', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('edition_sessions_of_event')
    .on('edition_sessions')
    .column('event_id')
    .execute();
}

async function attendance(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('session_attendance')
    .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('invitation_id', 'text', (c) => c.notNull().references('invitations.id').onDelete('cascade'))
    .addColumn('way', 'text', (c) => c.notNull().check(sql`way in ('code', 'list')`))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
    .addPrimaryKeyConstraint('session_attendance_key', ['session_id', 'invitation_id'])
    .execute();
  await db.schema
    .createIndex('attendance_of_invitation')
    .on('session_attendance')
    .column('invitation_id')
    .execute();
  await db.schema
    .createTable('exercise_ticks')
    .addColumn('session_id', 'text', (c) =>
      c.notNull().references('edition_sessions.session_id').onDelete('cascade'),
    )
    .addColumn('exercise', 'integer', (c) => c.notNull())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('exercise_ticks_key', ['session_id', 'exercise', 'person_id'])
    .execute();
  await db.schema
    .createTable('feedback')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('editions.event_id').onDelete('cascade'))
    .addColumn('session_id', 'text', (c) => c.references('sessions.id').onDelete('cascade'))
    .addColumn('day_id', 'text', (c) => c.references('event_days.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('stars', 'integer', (c) => c.notNull().check(sql`stars between 1 and 5`))
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('given_at', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('feedback_of_session', ['session_id', 'person_id'])
    .addUniqueConstraint('feedback_of_day', ['day_id', 'person_id'])
    .addCheckConstraint('feedback_about_one', sql`(session_id is null) <> (day_id is null)`)
    .execute();
  await db.schema.createIndex('feedback_of_event').on('feedback').column('event_id').execute();
  await db.schema
    .createTable('certificates')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('editions.event_id').onDelete('cascade'))
    .addColumn('invitation_id', 'text', (c) =>
      c.notNull().unique().references('invitations.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('attended', 'integer', (c) => c.notNull())
    .addColumn('sessions', 'integer', (c) => c.notNull())
    .addColumn('issued_at', 'text', (c) => c.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('revoked_by', 'text', (c) => c.references('people.id').onDelete('set null'))
    .execute();
  await db.schema.createIndex('certificates_of_event').on('certificates').column('event_id').execute();
}
