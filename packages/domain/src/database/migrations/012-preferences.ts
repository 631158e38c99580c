import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

const PREFERENCES = ['stability', 'fairness', 'fit', 'spread', 'area_changes'] as const;

/** What decides between schedules that place and serve the same; an event without a row has no preference. */
export const preferences = {
  up: async (db: AnyDb): Promise<void> => {
    let table = db.schema
      .createTable('schedule_preferences')
      .addColumn('event_id', 'text', (c) => c.primaryKey().references('events.id').onDelete('cascade'));
    for (const name of PREFERENCES) {
      table = table.addColumn(name, 'text', (c) =>
        c
          .notNull()
          .defaultTo('off')
          .check(sql`${sql.ref(name)} in ('off', 'little', 'much')`),
      );
    }
    await table.execute();
  },
};
