import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Being there: what was said at the door, who may walk in, what people eat, and the code in a mail. */
export const checkIn = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createTable('door_marks')
      .addColumn('event_id', 'text', (c) => c.notNull().references('events.id').onDelete('cascade'))
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('invitation_id', 'text', (c) => c.notNull().references('invitations.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('here', 'left', 'undo')`))
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('by_person_id', 'text', (c) => c.references('people.id').onDelete('set null'))
      .addPrimaryKeyConstraint('door_marks_key', ['event_id', 'key'])
      .execute();
    await db.schema.createIndex('door_marks_of').on('door_marks').column('invitation_id').execute();
    await db.schema
      .alterTable('events')
      .addColumn('walk_ins', 'text', (c) =>
        c
          .notNull()
          .defaultTo('nobody')
          .check(sql`walk_ins in ('nobody', 'while-free', 'everybody')`),
      )
      .execute();
    await db.schema.alterTable('events').addColumn('no_shows_forgotten_at', 'text').execute();
    await db.schema
      .alterTable('invitations')
      .addColumn('food', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('invitations')
      .addColumn('walked_in', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('messages').addColumn('code', 'text').execute();
    // Whoever was checked in before this version stays so when somebody says more about them.
    await sql`
      insert into door_marks (event_id, key, invitation_id, kind, at, by_person_id)
      select i.event_id, s.id, i.id, 'here', s.at, s.by_person_id
      from invitation_steps s join invitations i on i.id = s.invitation_id
      where s.state = 'attended' and i.state = 'attended'`.execute(db);
  },
};
