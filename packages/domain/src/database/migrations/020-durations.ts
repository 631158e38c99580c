import type { AnyDb } from './001-foundation.ts';

/** How long recordings last, so that lists and podcasts can say so. */
export const durations = {
  up: async (db: AnyDb): Promise<void> => {
    for (const table of ['uploads', 'material_files'])
      await db.schema.alterTable(table).addColumn('duration_seconds', 'integer').execute();
  },
};
