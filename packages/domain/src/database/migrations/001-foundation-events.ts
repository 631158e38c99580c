import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Series, events, days, slots, areas, roles, and invitations to them. */
export async function createEventTables(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('series')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('events')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('series_id', 'text', (c) => c.notNull().references('series.id'))
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('hackathon', 'unconference', 'training', 'conference')`),
    )
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('topics', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('venue_name', 'text', (c) => c.notNull())
    .addColumn('venue_address', 'text', (c) => c.notNull())
    .addColumn('travel', 'text', (c) => c.notNull())
    .addColumn('capacity', 'integer', (c) => c.notNull().check(sql`capacity between 1 and 100000`))
    .addColumn('invitations_open_at', 'text')
    .addColumn('cut_off_at', 'text')
    .addColumn('confirm_days', 'integer', (c) => c.notNull())
    .addColumn('invites_next_itself', 'integer', (c) => c.notNull())
    .addColumn('reviews_mail', 'integer', (c) => c.notNull())
    .addColumn('no_show_regulars', 'integer', (c) => c.notNull())
    .addColumn('no_show_newcomers', 'integer', (c) => c.notNull())
    .addColumn('interest_opened_at', 'text')
    .addColumn('announced_at', 'text')
    .addColumn('cancelled_at', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('turns')
    .addColumn('event_id', 'text', (c) => c.primaryKey().references('events.id').onDelete('cascade'))
    .addColumn('taken', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('event_organisations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('host', 'sponsor')`))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('event_organisations_of')
    .on('event_organisations')
    .column('event_id')
    .execute();
  await db.schema
    .createTable('event_roles')
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('organiser', 'helper')`))
    .addColumn('given_at', 'text', (c) => c.notNull())
    .addColumn('given_by', 'text')
    .addPrimaryKeyConstraint('event_roles_key', ['event_id', 'person_id', 'role'])
    .execute();
  await createGrid(db);
  await createInvitations(db);
}

async function createGrid(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('event_days')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('proposing_closed_at', 'text')
    .addUniqueConstraint('event_days_once', ['event_id', 'date'])
    .execute();
  await db.schema
    .createTable('slots')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('day_id', 'text', (c) => c.notNull().references('event_days.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('plenary', 'sessions', 'break', 'social')`),
    )
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addCheckConstraint('slots_end_after_start', sql`ends_at > starts_at`)
    .execute();
  await db.schema.createIndex('slots_of_event').on('slots').columns(['event_id', 'starts_at']).execute();
  await db.schema
    .createTable('areas')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('seats', 'integer', (c) => c.check(sql`seats > 0`))
    .addColumn('features', 'text', (c) => c.notNull())
    .addColumn('online_link', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addUniqueConstraint('areas_label_once', ['event_id', 'label'])
    .execute();
  await db.schema
    .createTable('area_closures')
    .addColumn('area_id', 'text', (c) => c.notNull().references('areas.id').onDelete('cascade'))
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('area_closures_key', ['area_id', 'slot_id'])
    .execute();
}

async function createInvitations(db: AnyDb): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) =>
      c
        .notNull()
        .check(
          sql`state in ('requested', 'waitlisted', 'invited', 'confirmed', 'attended', 'no-show', 'declined', 'expired', 'withdrawn')`,
        ),
    )
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('affiliation', 'text', (c) => c.notNull())
    .addColumn('wants_to_work_on', 'text', (c) => c.notNull())
    .addColumn('organiser_note', 'text', (c) => c.notNull())
    .addColumn('newcomer', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'text', (c) => c.notNull())
    .addColumn('waitlisted_at', 'text')
    .addColumn('invited_at', 'text')
    .addColumn('confirm_by', 'text')
    .addColumn('confirmed_at', 'text')
    .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
    .addUniqueConstraint('invitations_once', ['event_id', 'person_id'])
    .execute();
  await db.schema
    .createIndex('invitations_by_state')
    .on('invitations')
    .columns(['event_id', 'state'])
    .execute();
  await db.schema.createIndex('invitations_of_person').on('invitations').column('person_id').execute();
  await db.schema
    .createTable('invitation_steps')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('invitation_id', 'text', (c) => c.notNull().references('invitations.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by_person_id', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('invitation_steps_of').on('invitation_steps').column('invitation_id').execute();
}
