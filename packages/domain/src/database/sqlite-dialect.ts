import { SqliteAdapter, SqliteDialect, type Driver } from 'kysely';
import { GroupCommitDriver, type SqliteDriverOptions } from './sqlite-driver.ts';

/** Kysely's SQLite dialect with a driver of our own; see there why. */
export class PlenarySqliteDialect extends SqliteDialect {
  readonly #options: SqliteDriverOptions;

  constructor(options: SqliteDriverOptions) {
    super({ database: options.database });
    this.#options = options;
  }

  override createDriver(): Driver {
    return new GroupCommitDriver(this.#options);
  }

  override createAdapter(): SqliteAdapter {
    return new TurnTakingAdapter();
  }
}

/** Tells Kysely not to queue for the one connection: the driver does, and hands it on earlier. */
class TurnTakingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}
