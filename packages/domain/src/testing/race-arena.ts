import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { inject, onTestFinished } from 'vitest';
import { migrate } from '../database/migrate.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import { freshPostgres, urlOf } from './fresh-database.ts';
import type { RaceOrders } from './racer.ts';

/* Races between processes, as several servers on one database would run them. */

/** A database of the test's own that other processes can open. */
export interface Arena {
  readonly open: OpenDatabase;
  readonly orders: Pick<RaceOrders, 'engine' | 'source'>;
}

export const ENGINES: readonly {
  readonly engine: RaceOrders['engine'];
  readonly here: boolean;
  readonly arena: () => Promise<Arena>;
  /** How a control begins its transactions: it has no row in `turns` either, and SQLite's lock is the file's. */
  readonly unlocked: RaceOrders['begin'];
}[] = [
  { engine: 'sqlite', here: true, arena: sqliteArena, unlocked: 'none' },
  { engine: 'postgres', here: Boolean(inject('postgresUrl')), arena: postgresArena, unlocked: 'immediate' },
];

/** Runs a script once for each orders, all from the same moment on; everything they answered. */
export async function race<Orders extends RaceOrders>(
  script: string,
  orders: readonly Orders[],
): Promise<string[]> {
  const racers = orders.map((one) => startRacer(script, one));
  await Promise.all(racers.map((racer) => racer.ready));
  for (const racer of racers) racer.go();
  return (await Promise.all(racers.map((racer) => racer.answers))).flat();
}

export function countEach(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

function startRacer(script: string, orders: RaceOrders) {
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('a racing process ended early');
    return value;
  };
  const ready = nextLine();
  return {
    ready,
    go: () => child.stdin.write('go\n'),
    answers: ready.then(nextLine).then((line) => JSON.parse(line) as string[]), // written by racer.ts
  };
}

async function sqliteArena(): Promise<Arena> {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-race-'));
  const source = join(folder, 'plenary.db');
  const open = openSqlite({ source });
  await migrate(open.db);
  onTestFinished(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { open, orders: { engine: 'sqlite', source } };
}

async function postgresArena(): Promise<Arena> {
  const open = await freshPostgres();
  onTestFinished(() => open.close());
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(open.db);
  return { open, orders: { engine: 'postgres', source: urlOf(rows[0]?.name ?? '') } };
}
