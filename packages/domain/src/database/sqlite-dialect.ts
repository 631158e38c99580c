import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';

export interface SqliteDialectOptions {
  readonly database: Database.Database;
  /** Called after each commit, so that live pages of this process hear of it at once. */
  readonly onCommit: () => void;
  /**
   * How a transaction begins. `immediate` takes the write lock first, so that what is read in it is
   * still true when it writes, also when another process has the file open. `none` switches
   * transactions off and exists for the control of the race test alone.
   */
  readonly begin: 'immediate' | 'none';
}

/** Kysely's SQLite dialect with write-locked transactions and a signal after each commit. */
export class PlenarySqliteDialect extends SqliteDialect {
  readonly #options: SqliteDialectOptions;

  constructor(options: SqliteDialectOptions) {
    super({ database: withPreparedStatements(options.database) });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#options);
  }
}

/** Statements kept prepared; a page uses about a dozen, the whole product a few hundred. */
const MOST_PREPARED = 500;

/** Kysely prepares a statement at every use; most of ours come again and again with other parameters. */
function withPreparedStatements(database: Database.Database): SqliteDatabase {
  const prepared = new Map<string, Database.Statement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known) return known as unknown as SqliteStatement; // better-sqlite3's own, which Kysely's type describes loosely
      const statement = database.prepare(sql);
      if (prepared.size >= MOST_PREPARED) prepared.clear();
      prepared.set(sql, statement);
      return statement as unknown as SqliteStatement; // as above
    },
  };
}

class ImmediateDriver extends SqliteDriver {
  readonly #options: SqliteDialectOptions;

  constructor(options: SqliteDialectOptions) {
    super({ database: withPreparedStatements(options.database) });
    this.#options = options;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.begin === 'immediate')
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.begin === 'immediate') await connection.executeQuery(CompiledQuery.raw('commit'));
    this.#options.onCommit();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.begin === 'immediate') await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}
