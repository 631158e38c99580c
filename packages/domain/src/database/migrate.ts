import { Migrator } from 'kysely/migration';
import type { Db } from './db.ts';
import { migrations } from './migrations/index.ts';

/**
 * Brings the database to this version's shape. A database that is newer than this version is
 * refused: running old code on it could lose what the newer one wrote.
 */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    // Steps are written side by side: one may arrive after another with a higher number has run. None needs another's table.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  // Kysely's word for "this database has run a migration that I do not know".
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new Error('The database belongs to a newer version of Plenary. Try: install that version.', {
      cause: error,
    });
  }
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  throw new Error(`The database could not be brought up to date${failed ? ` (step ${failed})` : ''}.`, {
    cause: error,
  });
}
