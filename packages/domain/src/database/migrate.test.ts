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

  it('knows of the newest text of a post which picture it begins with, and of earlier ones that it does not know', async () => {
    const open = await fresh();
    try {
      await open.db.schema.dropIndex('small_pictures_by_hash').execute();
      for (const name of ['sha256', 'type', 'width', 'height', 'size'])
        await open.db.schema.alterTable('pictures').dropColumn(`small_${name}`).execute();
      for (const name of ['lead_picture_id', 'lead_alt'])
        await open.db.schema.alterTable('post_revisions').dropColumn(name).execute();
      await sql`delete from kysely_migration where name = '023-small-pictures'`.execute(open.db);
      await sql`insert into pictures (id, sha256, type, width, height, size, alt, sent_at)
        values ('p', 'a', 'image/png', 1, 1, 1, 'A dot', '2026')`.execute(open.db);
      const kept = { kind: 'article', author_name: '', created_at: '2026', updated_at: '2026' } as const;
      const without = { ...kept, id: 'b', slug: 'b', title: 'B', body: '', event_id: null, author_id: null };
      const led = { ...without, id: 'a', slug: 'a', lead_picture_id: 'p', lead_alt: 'A dot', version: 2 };
      for (const post of [led, without])
        await open.db
          .insertInto('posts')
          .values({ ...post, published_at: null })
          .execute();
      const text = { title: 'A', body: '', tags: '[]', at: '2026', by_person_id: null };
      for (const [post_id, version] of [
        ['a', 1],
        ['a', 2],
        ['b', 1],
      ] as const)
        await open.db
          .insertInto('post_revisions')
          .values({ post_id, version, ...text })
          .execute();
      await migrate(open.db);
      const rows = await open.db.selectFrom('post_revisions').selectAll().orderBy('post_id').execute();
      expect(
        rows
          .toSorted((one, other) => one.version - other.version)
          .map((row) => [row.post_id, row.version, row.lead_picture_id, row.lead_alt]),
      ).toEqual([
        ['a', 1, null, null],
        ['b', 1, null, ''],
        ['a', 2, 'p', 'A dot'],
      ]);
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
