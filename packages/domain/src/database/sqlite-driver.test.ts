import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlenarySqliteDialect } from './sqlite-dialect.ts';

interface Notes {
  notes: { id: number; body: string };
}

describe('the SQLite driver', () => {
  let folder: string;
  let database: Database.Database;
  let db: Kysely<Notes>;
  let commits: number;
  /** Sees only what is committed, as another process would. */
  let onlooker: Database.Database;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plenary-driver-'));
    const file = join(folder, 'notes.sqlite');
    database = new Database(file);
    database.pragma('journal_mode = WAL');
    database.exec('create table notes (id integer primary key, body text not null)');
    commits = 0;
    const onCommit = () => void (commits += 1);
    db = new Kysely<Notes>({ dialect: new PlenarySqliteDialect({ database, begin: 'immediate', onCommit }) });
    onlooker = new Database(file, { readonly: true });
  });
  afterEach(async () => {
    onlooker.close();
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  const write = (id: number, { error }: { error?: string } = {}) =>
    db.transaction().execute(async (tx) => {
      await tx.insertInto('notes').values({ id, body: 'x' }).execute();
      if (error) throw new Error(error);
    });
  const committed = () => onlooker.prepare('select id from notes order by id').pluck().all();
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

  it('commits transactions that wait for each other together, and acknowledges none before', async () => {
    const seen = await Promise.all(
      numbers(50).map(async (id) => {
        await write(id);
        return committed().includes(id);
      }),
    );
    expect(seen).toEqual(numbers(50).map(() => true));
    expect(commits).toBeLessThan(25);
  });

  it('undoes alone what fails, wherever it stands in the group', async () => {
    const outcomes = await Promise.allSettled(
      numbers(9).map((id) => write(id, id % 3 === 0 ? { error: 'no' } : {})),
    );
    expect(outcomes.map((one) => one.status === 'fulfilled')).toEqual(numbers(9).map((id) => id % 3 !== 0));
    expect(committed()).toEqual([1, 2, 4, 5, 7, 8]);
  });

  it('shows a query outside of transactions nothing that is not committed', async () => {
    const reads = numbers(20).map(async (id) => {
      const written = write(id);
      const { rows } = await sql<{ id: number }>`select id from notes order by id`.execute(db);
      const there = committed();
      await written;
      return rows.every((row) => there.includes(row.id));
    });
    expect(await Promise.all(reads)).toEqual(numbers(20).map(() => true));
  });

  it('shows a query what was acknowledged before', async () => {
    const seen = await Promise.all(
      numbers(20).map(async (id) => {
        await write(id);
        return db.selectFrom('notes').select('id').where('id', '=', id).execute();
      }),
    );
    expect(seen).toEqual(numbers(20).map((id) => [{ id }]));
  });

  it('writes without a transaction in turn with those in one', async () => {
    const written = numbers(20).map((id) =>
      id % 2 === 0 ? write(id) : db.insertInto('notes').values({ id, body: 'y' }).execute(),
    );
    await Promise.all(written);
    expect(committed()).toEqual(numbers(20));
  });

  it('lets one transaction see nothing half done of another', async () => {
    const sums = numbers(10).map(() =>
      db.transaction().execute(async (tx) => {
        const before = await tx.selectFrom('notes').select('id').execute();
        await tx.insertInto('notes').values({ id: before.length, body: 'x' }).execute();
        await new Promise((resolve) => setTimeout(resolve, 1));
        await tx
          .insertInto('notes')
          .values({ id: before.length + 1, body: 'x' })
          .execute();
        return before.length;
      }),
    );
    expect(await Promise.all(sums)).toEqual(numbers(10).map((index) => index * 2));
  });

  it('says no more and no less than what is there, also when the disk is full', async () => {
    const pages = Number(database.pragma('page_count', { simple: true }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ kilobytes: fc.integer({ min: 0, max: 60 }), fails: fc.boolean() }), {
          minLength: 1,
          maxLength: 30,
        }),
        async (writes) => {
          await db.deleteFrom('notes').execute();
          database.pragma(`max_page_count = ${pages + 40}`);
          const outcomes = await Promise.allSettled(
            writes.map(({ kilobytes, fails }, id) =>
              db.transaction().execute(async (tx) => {
                await tx.insertInto('notes').values({ id, body: '' }).execute();
                await tx
                  .updateTable('notes')
                  .set({ body: 'x'.repeat(kilobytes * 1024) })
                  .where('id', '=', id)
                  .execute();
                if (fails) throw new Error('no');
              }),
            ),
          );
          const said = outcomes.flatMap((one, id) => (one.status === 'fulfilled' ? [id] : []));
          expect(committed()).toEqual(said);
        },
      ),
      { numRuns: 60 },
    );
  });
});
