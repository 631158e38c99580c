import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '../tables.ts';
import { CommitSignal, type OpenDatabase } from './open-database.ts';
import { CHANGES_CHANNEL } from './record-changes.ts';

const OLDEST_SERVER = 150_000; // PostgreSQL 15.0, as the server writes it
const RECONNECT_MS = 1000;
const INT8 = 20;

/** Opens PostgreSQL 15 or newer. Throws a sentence when it cannot be reached or is older. */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: 10, types: { getTypeParser: parserFor } });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced at the next query
  await assertServer(pool);
  const commits = new CommitSignal();
  const stopListening = listen(url, commits);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    engine: 'postgres',
    onCommit: (listener) => commits.subscribe(listener),
    close: async () => {
      await stopListening();
      await db.destroy();
    },
  };
}

/** Counts and sequence numbers are 64 bits wide there and numbers here; ours stay far below 2^53. */
function parserFor(type: number, format?: 'text' | 'binary') {
  if (type === INT8) return Number;
  return format === 'binary' ? pg.types.getTypeParser(type, 'binary') : pg.types.getTypeParser(type, 'text');
}

async function assertServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(rows[0]?.server_version_num);
  if (version < OLDEST_SERVER) {
    await pool.end();
    throw new Error(`The PostgreSQL server is version ${version / 10_000}; Plenary needs 15 or newer.`);
  }
}

/** Keeps one connection that hears of other processes' commits; reconnects until told to stop. */
function listen(url: string, commits: CommitSignal): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  const connect = async (): Promise<void> => {
    if (stopped) return;
    client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // 'end' follows and reconnects
    client.on('end', () => void setTimeout(() => void connect(), RECONNECT_MS).unref());
    client.on('notification', () => commits.emit());
    try {
      await client.connect();
      await client.query(`listen ${CHANGES_CHANNEL}`);
      commits.emit(); // whatever was missed while nobody listened
    } catch {
      await client.end().catch(() => undefined); // reconnecting is what 'end' is for
    }
  };
  const connected = connect();
  return async () => {
    stopped = true;
    await connected;
    await client?.end().catch(() => undefined); // closing a broken connection is still closed
  };
}
