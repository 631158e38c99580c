import type Database from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

export interface SqliteDriverOptions {
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

/** After so many milliseconds a group is committed even though more are waiting to join it. */
const GROUP_MS = 10;
/** Statements kept prepared; a page uses about a dozen, the whole product a few hundred. */
const MOST_PREPARED = 500;

/**
 * One connection to SQLite that all take turns at, and a commit for all who wait together.
 *
 * A commit waits for the disk, whatever it holds. When transactions queue up, as in the minute after
 * "now say what you want to hear", each becomes a savepoint of one transaction that is committed once
 * for all (the group commit of DeWitt et al., "Implementation Techniques for Main Memory Database
 * Systems", 1984). None is acknowledged before that commit; one that fails is undone alone; when the
 * commit itself fails, all of the group fail.
 *
 * A query outside of transactions sees nothing that is not committed: it waits for an open group.
 * (A second handle for reading would not wait, but starts with an empty cache after each commit.)
 */
export class GroupCommitDriver implements Driver {
  readonly #options: SqliteDriverOptions;
  readonly #statements: PreparedStatements;
  readonly #queue: (() => void)[] = [];
  #taken = false;
  #group: Group | undefined;

  constructor(options: SqliteDriverOptions) {
    this.#options = options;
    this.#statements = new PreparedStatements(options.database);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  /** Waits for nothing: transactions and queries wait for their turn when they begin. */
  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(new Connection((connection, query) => this.#execute(connection, query)));
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#turn();
    try {
      if (this.#options.begin === 'immediate') {
        if (!this.#group) {
          this.#run('begin immediate');
          this.#group = new Group();
        }
        this.#run('savepoint member');
      }
      ours(connection).inTransaction = true;
    } catch (error) {
      this.#handOn();
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const group = this.#group;
    if (group) this.#run('release member');
    ours(connection).inTransaction = false;
    this.#handOn();
    if (group) await group.committed;
    else this.#options.onCommit(); // `none`: each statement was committed on its own
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return attempt(() => {
      const { inTransaction } = ours(connection);
      if (!inTransaction) return; // the commit failed and took everything back
      ours(connection).inTransaction = false;
      // SQLite itself undoes the whole transaction after some errors, such as a full disk.
      if (this.#group && !this.#options.database.inTransaction)
        this.#endGroup(new Error('SQLite undid the transaction.'));
      if (this.#group) {
        this.#run('rollback to member');
        this.#run('release member');
      }
      this.#handOn();
    });
  }

  destroy(): Promise<void> {
    return attempt(() => {
      if (this.#group) this.#commit();
      this.#options.database.close();
    });
  }

  async #execute(connection: Connection, query: CompiledQuery): Promise<QueryResult<never>> {
    if (connection.inTransaction) return run(this.#statements.prepare(query.sql), query);
    if (this.#group) await this.#group.committed.catch(() => undefined); // its members hear of the failure
    await this.#turn();
    try {
      if (this.#group) this.#commit();
      return run(this.#statements.prepare(query.sql), query);
    } finally {
      this.#handOn();
    }
  }

  /** Waits until nobody has the connection, and takes it. */
  async #turn(): Promise<void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#taken = true;
  }

  /** Lets the next one in line have the connection. */
  #handOn(): void {
    if (this.#group?.isOld()) this.#commit();
    const next = this.#queue.shift();
    if (next) return next();
    this.#taken = false;
    // Requests that came in at the same turn of the event loop still join; then it is done.
    const group = this.#group;
    if (group)
      setImmediate(() => {
        if (this.#group === group && !this.#taken) this.#commit();
      });
  }

  #commit(): void {
    try {
      this.#run('commit');
      this.#endGroup();
    } catch (error) {
      if (this.#options.database.inTransaction) this.#run('rollback');
      this.#endGroup(error);
    }
  }

  #endGroup(error?: unknown): void {
    const group = this.#group;
    this.#group = undefined;
    if (error === undefined) {
      group?.succeed();
      this.#options.onCommit();
    } else group?.fail(error);
  }

  #run(sql: string): void {
    this.#statements.prepare(sql).run();
  }
}

/** Kysely prepares a statement at every use; most of ours come again and again with other parameters. */
class PreparedStatements {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= MOST_PREPARED) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** What Kysely asks through; only `inTransaction` tells one from another. */
class Connection implements DatabaseConnection {
  inTransaction = false;
  readonly #execute: (connection: Connection, query: CompiledQuery) => Promise<QueryResult<never>>;

  constructor(execute: (connection: Connection, query: CompiledQuery) => Promise<QueryResult<never>>) {
    this.#execute = execute;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#execute(this, query);
  }

  streamQuery(): never {
    throw new Error('Streaming is not used here: a stream would keep everybody else waiting.');
  }
}

function run(statement: Database.Statement, { parameters }: CompiledQuery): QueryResult<never> {
  if (statement.reader) return { rows: statement.all(parameters) as never[] }; // Kysely knows of what type
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
}

/** Transactions that are committed together. */
class Group {
  readonly #begun = performance.now();
  readonly #outcome = Promise.withResolvers<void>();
  readonly committed = this.#outcome.promise;
  readonly succeed = this.#outcome.resolve;

  readonly fail = this.#outcome.reject;

  constructor() {
    void this.committed.catch(() => undefined); // every member may have failed before, and nobody waits
  }

  isOld(): boolean {
    return performance.now() - this.#begun > GROUP_MS;
  }
}

function ours(connection: DatabaseConnection): Connection {
  if (connection instanceof Connection) return connection;
  throw new Error('This connection is not from this driver.');
}

function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
