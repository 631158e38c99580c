import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../database/db.ts';
import { openPostgres } from '../database/open-postgres.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import type { Needs } from '../kernel/action.ts';
import { systemClock } from '../kernel/clock.ts';

/* What a process of a race does; race-arena.ts starts it. Run by Node itself, not by the test runner. */

export interface RaceOrders {
  readonly engine: 'sqlite' | 'postgres';
  /** A file or an address. */
  readonly source: string;
  /** `none` switches SQLite's transactions off: the control. */
  readonly begin: 'immediate' | 'none';
  /** Waits this long after places were counted, so that a race that can be lost is lost. */
  readonly slowCountMs: number;
}

/** Opens the database, says "ready", waits for the start, does the work and says what came of it. */
export async function runAsRacer<Orders extends RaceOrders>(
  work: (needs: Needs & { readonly db: Db }, orders: Orders) => Promise<readonly string[]>,
): Promise<void> {
  const orders = JSON.parse(process.argv[2] ?? '{}') as Orders; // written by race-arena.ts
  const open =
    orders.engine === 'postgres'
      ? await openPostgres(orders.source)
      : openSqlite({ source: orders.source, begin: orders.begin });
  const db = open.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (result.rows[0] && 'taken' in result.rows[0]) await sleep(orders.slowCountMs);
      return result;
    },
  });
  await db.selectFrom('events').select('id').execute(); // connected before the start
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const needs = { db, clock: systemClock, site: { origin: 'http://race.test', secret: 'race' } };
  process.stdout.write(`${JSON.stringify(await work(needs, orders))}\n`);
  await open.close();
  process.stdin.destroy();
}
