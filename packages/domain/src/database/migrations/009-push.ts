import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Being told in time: devices that take web push, announcements to a session's people, what is true at the doors. */
export const push = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('push_keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('public_key', 'text', (c) => c.notNull())
      .addColumn('private_key', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('push_devices')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
      .addColumn('sign_in_id', 'text', (c) => c.notNull().references('auth_sessions.id').onDelete('cascade'))
      .addColumn('endpoint', 'text', (c) => c.notNull().unique())
      .addColumn('p256dh', 'text', (c) => c.notNull())
      .addColumn('auth', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('kept_at', 'text', (c) => c.notNull())
      .addColumn('told_at', 'text')
      .addColumn('failed_at', 'text')
      .addColumn('failure', 'text')
      .execute();
    await db.schema.createIndex('push_devices_of_person').on('push_devices').column('person_id').execute();
    await db.schema.createIndex('push_devices_of_sign_in').on('push_devices').column('sign_in_id').execute();
    await db.schema
      .alterTable('announcements')
      .addColumn('session_id', 'text', (c) => c.references('sessions.id').onDelete('cascade'))
      .execute();
    await db.schema
      .createTable('room_statuses')
      .addColumn('area_id', 'text', (c) => c.primaryKey().references('areas.id').onDelete('cascade'))
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ('free', 'full', 'closed')`))
      .addColumn('said_at', 'text', (c) => c.notNull())
      .addColumn('said_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addColumn('ends_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('room_statuses_of_event')
      .on('room_statuses')
      .columns(['event_id', 'ends_at'])
      .execute();
    await db.schema
      .createTable('session_ends')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('starts_at', 'text', (c) => c.notNull())
      .addColumn('planned_end', 'text', (c) => c.notNull())
      .addColumn('ends_at', 'text', (c) => c.notNull())
      .addColumn('said_at', 'text', (c) => c.notNull())
      .addColumn('said_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('session_ends_of_event').on('session_ends').column('event_id').execute();
  },
};
