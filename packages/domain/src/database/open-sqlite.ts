import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { CommitSignal, type OpenDatabase } from './open-database.ts';
import { PlenarySqliteDialect } from './sqlite-dialect.ts';
import type { SqliteDriverOptions } from './sqlite-driver.ts';

/** Engines before this one can lose committed rows when the write-ahead log restarts (sqlite.org, 3.51.3). */
const OLDEST_SAFE_ENGINE = '3.51.3';
const BUSY_TIMEOUT_MS = 10_000;

export interface SqliteOptions {
  /** A file, `:memory:`, or the bytes of a database made before. */
  readonly source: string | Buffer;
  readonly begin?: SqliteDriverOptions['begin'];
}

/** Opens SQLite so that an acknowledged write survives power loss. Throws when the engine is too old. */
export function openSqlite({ source, begin = 'immediate' }: SqliteOptions): OpenDatabase {
  const database = new Database(source, { timeout: BUSY_TIMEOUT_MS });
  assertEngine(database);
  database.pragma('journal_mode = WAL');
  // better-sqlite3 is compiled with NORMAL for WAL although the pragma then reads 2 (FULL):
  // only setting it makes it so. `tools/prove-sync.mjs` counts the syncs.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const commits = new CommitSignal();
  const db = new Kysely<Tables>({
    dialect: new PlenarySqliteDialect({ database, begin, onCommit: () => commits.emit() }),
  });
  return {
    db,
    engine: 'sqlite',
    onCommit: (listener) => commits.subscribe(listener),
    close: () => db.destroy(),
  };
}

function assertEngine(database: Database.Database): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get());
  if (compareVersions(version, OLDEST_SAFE_ENGINE) < 0) {
    throw new Error(
      `This SQLite engine is ${version}; Plenary needs ${OLDEST_SAFE_ENGINE} or newer, because older ones can lose ` +
        'committed rows. Try: npm ci',
    );
  }
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  const index = b.findIndex((part, i) => part !== (a[i] ?? 0));
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
