import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** What is written down in sessions: the text written together, its revisions, action items, and who was reminded of it. */
export const notes = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('notes')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('search_text', 'text', (c) => c.notNull())
      .addColumn('lines', 'integer', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('updated_at', 'text', (c) => c.notNull())
      .addColumn('scribe_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('frozen_at', 'text')
      .addColumn('frozen_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('frozen_revision', 'integer')
      .execute();
    await db.schema.createIndex('notes_of_event').on('notes').column('event_id').execute();
    await db.schema
      .createTable('note_updates')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('content', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('note_updates_key', ['session_id', 'number'])
      .execute();
    await db.schema
      .createTable('note_revisions')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('text', 'text')
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('began_at', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .addPrimaryKeyConstraint('note_revisions_key', ['session_id', 'number'])
      .execute();
    await db.schema
      .createTable('note_writers')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('note_writers_key', ['session_id', 'number', 'person_id'])
      .execute();
    await db.schema
      .createTable('action_items')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('owner_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('owner_name', 'text', (c) => c.notNull())
      .addColumn('due', 'text')
      .addColumn('done', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('action_items_of_session')
      .on('action_items')
      .columns(['session_id', 'position'])
      .execute();
    await db.schema.createIndex('action_items_of_owner').on('action_items').column('owner_id').execute();
    await db.schema
      .createTable('note_reminders')
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('ended', 'days-later', 'organiser')`))
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('note_reminders_key', ['session_id', 'kind'])
      .execute();
  },
};
