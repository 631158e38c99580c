import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** The day itself: who takes free cells from the phone, and how many were at a session. */
export const freeCells = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .alterTable('events')
      .addColumn('free_cells', 'text', (c) =>
        c
          .notNull()
          .defaultTo('leads')
          .check(sql`free_cells in ('leads', 'nobody')`),
      )
      .execute();
    await db.schema
      .createTable('head_counts')
      .addColumn('session_id', 'text', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
      .addColumn('people', 'integer', (c) => c.notNull())
      .addColumn('counted_at', 'text', (c) => c.notNull())
      .addColumn('counted_by', 'text', (c) => c.references('people.id').onDelete('set null'))
      .execute();
  },
};
