import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import pg from 'pg';
import { describe, inject } from 'vitest';
import type { Engine } from '../database/engine.ts';
import { migrate } from '../database/migrate.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { openPostgres } from '../database/open-postgres.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import { PlenarySqliteDialect } from '../database/sqlite-dialect.ts';
import type { Tables } from '../tables.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty when this machine has no PostgreSQL; then its half of the suite is skipped, loudly. */
    postgresUrl: string;
  }
}

/** Runs a suite on SQLite and on PostgreSQL; `fresh` opens an empty, migrated database in milliseconds. */
export function onBothEngines(
  name: string,
  suite: (fresh: () => Promise<OpenDatabase>, engine: Engine) => void,
): void {
  describe(`${name} [sqlite]`, () => suite(freshSqlite, 'sqlite'));
  describe.skipIf(!inject('postgresUrl'))(`${name} [postgres]`, () => suite(freshPostgres, 'postgres'));
}

let sqliteTemplate: Promise<Buffer> | undefined;

export async function freshSqlite(): Promise<OpenDatabase> {
  sqliteTemplate ??= makeSqliteTemplate();
  return openSqlite({ source: Buffer.from(await sqliteTemplate) });
}

async function makeSqliteTemplate(): Promise<Buffer> {
  const database = new Database(':memory:');
  const db = new Kysely<Tables>({
    dialect: new PlenarySqliteDialect({ database, begin: 'immediate', onCommit: () => undefined }),
  });
  await migrate(db);
  const bytes = database.serialize();
  await db.destroy();
  return bytes;
}

let postgresTemplate: Promise<string> | undefined;

export async function freshPostgres(): Promise<OpenDatabase> {
  postgresTemplate ??= makePostgresTemplate();
  const name = await createDatabase(await postgresTemplate);
  return openPostgres(urlOf(name));
}

async function makePostgresTemplate(): Promise<string> {
  const name = await createDatabase('template1');
  const open = await openPostgres(urlOf(name));
  await migrate(open.db);
  await open.close();
  return name;
}

async function createDatabase(template: string): Promise<string> {
  const name = `plenary_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(`create database ${name} template ${template}`);
  await client.end();
  return name;
}

/** The address of a database of this run, for tests that open it from another process. */
export function urlOf(database: string): string {
  return inject('postgresUrl').replace(/\/postgres$/, `/${database}`);
}
