import { sql } from 'kysely';
import type { AnyDb } from './001-foundation.ts';

/** Finds the newest change of an event at once, among however many taps of interest. */
export const quickSchedule = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .createIndex('changes_but_interest')
      .on('changes')
      .columns(['event_id', 'seq'])
      .where(sql<boolean>`kind <> 'interest.said'`)
      .execute();
  },
};
