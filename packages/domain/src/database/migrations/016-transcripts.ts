import type { AnyDb } from './001-foundation.ts';

/** What is said in recordings, to be found; and the parts of recordings. */
export const transcripts = {
  up: async (db: AnyDb): Promise<void> => {
    await db.schema
      .alterTable('uploads')
      .addColumn('cues', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .alterTable('material_files')
      .addColumn('search_text', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('material_files')
      .addColumn('chapters', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
  },
};
