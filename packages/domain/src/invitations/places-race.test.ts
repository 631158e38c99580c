import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { migrate } from '../database/migrate.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { openSqlite } from '../database/open-sqlite.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addPerson } from '../testing/community.ts';
import { freshPostgres, urlOf } from '../testing/fresh-database.ts';
import type { RaceOrders } from './places-race-process.ts';

const PLACES = 50;
const INVITED = 60;
const PROCESSES = 4;
const CONTROL_ROUNDS = 5;

interface Arena {
  readonly open: OpenDatabase;
  readonly orders: Pick<RaceOrders, 'engine' | 'source'>;
}

const ENGINES: readonly {
  readonly engine: RaceOrders['engine'];
  readonly here: boolean;
  readonly arena: () => Promise<Arena>;
  /** How the control begins its transactions; it has no row in `turns` either. */
  readonly begin: RaceOrders['begin'];
}[] = [
  {
    engine: 'sqlite',
    here: true,
    arena: sqliteArena,
    begin: 'none', // the file's write lock is the lock
  },
  {
    engine: 'postgres',
    here: Boolean(inject('postgresUrl')),
    arena: postgresArena,
    begin: 'immediate', // no row in `turns` is no lock
  },
];

for (const { engine, here, arena, begin } of ENGINES) {
  describe.skipIf(!here)(`sixty people who confirm fifty places from four processes [${engine}]`, () => {
    it('get fifty places, and ten are on the waiting list', { timeout: 60_000 }, async () => {
      const fair = await arena();
      const states = await race(fair, await inviteSixty(fair), { slowCountMs: 0, begin: 'immediate' });
      expect(count(states)).toEqual({ confirmed: PLACES, waitlisted: INVITED - PLACES });
      expect(await storedStates(fair)).toEqual({ confirmed: PLACES, waitlisted: INVITED - PLACES });
    });

    it('control: get too many places when the lock is removed', { timeout: 120_000 }, async () => {
      let confirmed = 0;
      for (let round = 0; round < CONTROL_ROUNDS && confirmed <= PLACES; round++) {
        const unlocked = await arena();
        const ids = await inviteSixty(unlocked);
        await unlocked.open.db.deleteFrom('turns').execute();
        await race(unlocked, ids, { slowCountMs: 25, begin });
        confirmed = (await storedStates(unlocked))['confirmed'] ?? 0;
      }
      expect(confirmed).toBeGreaterThan(PLACES);
    });
  });
}

async function race(
  { orders }: Arena,
  ids: readonly Id[],
  more: Pick<RaceOrders, 'begin' | 'slowCountMs'>,
): Promise<string[]> {
  const racers = Array.from({ length: PROCESSES }, (_, n) =>
    startRacer({
      ...orders,
      invitationIds: ids.filter((_, i) => i % PROCESSES === n),
      ...more,
    }),
  );
  await Promise.all(racers.map((racer) => racer.ready));
  for (const racer of racers) racer.go();
  return (await Promise.all(racers.map((racer) => racer.states))).flat();
}

async function inviteSixty({ open: { db } }: Arena): Promise<Id[]> {
  const event = await addEvent(db, { capacity: PLACES });
  const ids: Id[] = [];
  for (let n = 0; n < INVITED; n++)
    ids.push(await addInvitation(db, event.id, await addPerson(db, `Person ${n}`), 'invited'));
  return ids;
}

function startRacer(orders: RaceOrders) {
  const script = join(import.meta.dirname, 'places-race-process.ts');
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
    states: ready.then(nextLine).then((line) => JSON.parse(line) as string[]), // written by the process
  };
}

async function storedStates({ open }: Arena): Promise<Record<string, number>> {
  return count((await open.db.selectFrom('invitations').select('state').execute()).map((row) => row.state));
}

function count(states: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]),
  );
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
