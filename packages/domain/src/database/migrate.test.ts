import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { onBothEngines } from '../testing/fresh-database.ts';
import { migrate } from './migrate.ts';

onBothEngines('a database', (fresh) => {
  it('is brought up to date also by a step that arrives after one with a higher number has run', async () => {
    const open = await fresh();
    try {
      for (const table of ['page_watchers', 'page_revisions', 'page_names', 'pages'])
        await open.db.schema.dropTable(table).execute();
      await open.db.schema.alterTable('events').dropColumn('pages_by').execute();
      await sql`delete from kysely_migration where name = '015-pages'`.execute(open.db);
      await migrate(open.db);
      expect(await open.db.selectFrom('pages').selectAll().execute()).toEqual([]);
    } finally {
      await open.close();
    }
  });

  it('of a newer version is refused', async () => {
    const open = await fresh();
    try {
      await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2030')`.execute(open.db);
      await expect(migrate(open.db)).rejects.toThrow('belongs to a newer version');
    } finally {
      await open.close();
    }
  });
});
