import type Database from 'better-sqlite3';
import { CompiledQuery, SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver } from 'kysely';

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
    super({ database: options.database });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#options);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #options: SqliteDialectOptions;

  constructor(options: SqliteDialectOptions) {
    super({ database: options.database });
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
