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
import { addEvent } from '../testing/community.ts';
import { freshPostgres, urlOf } from '../testing/fresh-database.ts';
import type { DoorOrders } from './walk-in-race-process.ts';

const PLACES = 10;
const PEOPLE = 24;
const DOORS = 3;
const CONTROL_ROUNDS = 5;

interface Arena {
  readonly open: OpenDatabase;
  readonly orders: Pick<DoorOrders, 'engine' | 'source'>;
}

const ENGINES = [
  // Without its transactions, or without the row that is locked, the control has no turns.
  { engine: 'sqlite', here: true, arena: sqliteArena, begin: 'none' },
  { engine: 'postgres', here: Boolean(inject('postgresUrl')), arena: postgresArena, begin: 'immediate' },
] as const;

for (const { engine, here, arena, begin } of ENGINES) {
  describe.skipIf(!here)(`people without an invitation at three doors [${engine}]`, () => {
    it('come in until the places are taken, and not one more', { timeout: 60_000 }, async () => {
      const answers = await race(await arena(), { slowCountMs: 0, begin: 'immediate' });
      expect(answers).toEqual({ in: PLACES, 'event-full': PEOPLE - PLACES });
    });

    it('control: too many come in when there are no turns', { timeout: 120_000 }, async () => {
      let most = 0;
      for (let round = 0; round < CONTROL_ROUNDS && most <= PLACES; round++) {
        const unlocked = await arena();
        most = (await race(unlocked, { slowCountMs: 25, begin }, false))['in'] ?? 0;
      }
      expect(most).toBeGreaterThan(PLACES);
    });
  });
}

async function race(
  { open, orders }: Arena,
  more: Pick<DoorOrders, 'begin' | 'slowCountMs'>,
  turns = true,
): Promise<Record<string, number>> {
  const { id: eventId } = await addEvent(open.db, { capacity: PLACES, walk_ins: 'while-free' });
  if (!turns) await open.db.deleteFrom('turns').execute();
  const people = Array.from({ length: PEOPLE }, (_, n) => `Person ${n}`);
  const doors = Array.from({ length: DOORS }, (_, n) =>
    openDoor({ ...orders, ...more, eventId, names: people.filter((_name, i) => i % DOORS === n) }),
  );
  await Promise.all(doors.map((door) => door.ready));
  for (const door of doors) door.go();
  const answers = (await Promise.all(doors.map((door) => door.answers))).flat();
  const stored = await open.db.selectFrom('invitations').select('state').execute();
  expect(stored.filter((row) => row.state === 'attended').length).toBe(
    answers.filter((answer) => answer === 'in').length,
  );
  return Object.fromEntries(
    [...Map.groupBy(answers, (answer) => answer)].map(([answer, all]) => [answer, all.length]),
  );
}

function openDoor(orders: DoorOrders) {
  const script = join(import.meta.dirname, 'walk-in-race-process.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('a door closed early');
    return value;
  };
  const ready = nextLine();
  return {
    ready,
    go: () => child.stdin.write('go\n'),
    answers: ready.then(nextLine).then((line) => JSON.parse(line) as string[]), // written by the process
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
