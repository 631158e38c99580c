import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** What a schedule is for: the largest sum of interest served, or fairness to each person. */
export const objective = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .alterTable('schedule_preferences')
      .addColumn('objective', 'text', (c) =>
        c
          .notNull()
          .defaultTo('served')
          .check(sql`objective in ('served', 'fairness')`),
      )
      .execute();
  },
};
