import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../database/open-postgres.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import { system } from '../kernel/actor.ts';
import { systemClock } from '../kernel/clock.ts';
import { walkIn } from './walk-in.ts';

/*
 * One of the doors of walk-in-race.test.ts: opens the database, says "ready", waits for the start, and
 * lets its people in as fast as it can. Run by Node itself, not by the test runner.
 */

export interface DoorOrders {
  readonly engine: 'sqlite' | 'postgres';
  /** A file or an address. */
  readonly source: string;
  /** `none` switches SQLite's transactions off: the control. */
  readonly begin: 'immediate' | 'none';
  readonly eventId: string;
  readonly names: readonly string[];
  /** Waits this long after places were counted, so that a race that can be lost is lost. */
  readonly slowCountMs: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as DoorOrders; // written by the test next to this file

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
const results = await Promise.all(
  orders.names.map((name) => walkIn(needs, system('race'), { eventId: orders.eventId, name })),
);
process.stdout.write(`${JSON.stringify(results.map((result) => (result.ok ? 'in' : result.error.code)))}\n`);
await open.close();
process.stdin.destroy();
