import { recordChanges } from '@plenary/domain/database/record-changes.ts';
import { migrate } from '@plenary/domain/database/migrate.ts';
import type { OpenDatabase } from '@plenary/domain/database/open-database.ts';
import { openSqlite } from '@plenary/domain/database/open-sqlite.ts';
import { visitor } from '@plenary/domain/kernel/actor.ts';
import { addEvent } from '@plenary/domain/testing/community.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLiveFeed, type LiveFeed } from '../../../server/live-feed.ts';
import { cookieName } from '#lib/paraglide/runtime.js';
import { ScheduleSnapshots } from './schedule-snapshot.ts';

describe('the snapshot of the public schedule', () => {
  let open: OpenDatabase;
  let live: LiveFeed;
  let eventId: string;
  let snapshots: ScheduleSnapshots;
  let rendered: number;

  beforeEach(async () => {
    open = openSqlite({ source: ':memory:' });
    await migrate(open.db);
    live = await startLiveFeed(open);
    eventId = (await addEvent(open.db, { slug: 'shanghai' })).id;
    snapshots = new ScheduleSnapshots();
    rendered = 0;
  });
  afterEach(async () => {
    live.close();
    await open.close();
  });

  /** Asks as hooks.server.ts does; every rendering says which one it is and whose cookie it saw. */
  async function ask(path = '/shanghai/schedule', headers: Record<string, string> = {}, status = 200) {
    const url = new URL(path, 'http://localhost');
    const event = {
      request: new Request(url, { headers }),
      url,
      params: { event: url.pathname.split('/')[1] },
      isDataRequest: false,
      locals: { app: { db: open.db, live } },
    };
    const resolve = () =>
      Promise.resolve(new Response(`page ${++rendered} for ${headers['cookie'] ?? 'anybody'}`, { status }));
    const input = { event, resolve } as unknown as Parameters<ScheduleSnapshots['handle']>[0]; // what the handle looks at
    return await snapshots.handle(input);
  }
  const text = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).text();

  async function change(audience: 'public' | 'organisers'): Promise<void> {
    await open.db.transaction().execute((tx) =>
      recordChanges(tx, {
        action: 'test',
        actor: visitor,
        at: '2026-04-28T00:00:00.000Z',
        changes: [{ kind: 'schedule.released', eventId, subjectId: null, audience }],
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  it('is rendered once for visitors, and again after something public has changed', async () => {
    expect([await text(), await text()]).toEqual(['page 1 for anybody', 'page 1 for anybody']);
    await change('organisers');
    expect(await text()).toBe('page 1 for anybody');
    await change('public');
    expect(await text()).toBe('page 2 for anybody');
  });

  it('is rendered once for many who ask at the same moment', async () => {
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => text())))).toEqual(
      new Set(['page 1 for anybody']),
    );
  });

  it('is never made of, or shown to, somebody with a cookie of their own', async () => {
    expect(await text('/shanghai/schedule', { cookie: 'session=ann' })).toBe('page 1 for session=ann');
    expect(await text()).toBe('page 2 for anybody');
    expect(await text('/shanghai/schedule', { cookie: `${cookieName}=en; session=bob` })).toContain(
      'session=bob',
    );
    expect(await text()).toBe('page 2 for anybody');
  });

  it('keeps languages apart and leaves filtered and other pages alone', async () => {
    await ask('/shanghai/schedule', { cookie: `${cookieName}=en` });
    expect(await text('/shanghai/schedule', { cookie: `${cookieName}=de` })).toBe(
      `page 2 for ${cookieName}=de`,
    );
    for (const path of ['/shanghai/schedule?topic=x', '/shanghai/sessions']) {
      const before = rendered;
      await ask(path);
      await ask(path);
      expect(rendered).toBe(before + 2);
    }
  });

  it('answers 304 to whoever has it already, and another tag for each encoding', async () => {
    const plain = await ask();
    const etag = plain.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+-identity"$/);
    expect((await ask('/shanghai/schedule', { 'if-none-match': etag })).status).toBe(304);
    const zipped = await ask('/shanghai/schedule', { 'accept-encoding': 'gzip, br', 'if-none-match': etag });
    expect([zipped.status, zipped.headers.get('content-encoding')]).toEqual([200, 'br']);
    expect(
      (await ask('/shanghai/schedule', { 'accept-encoding': 'br;q=0, gzip' })).headers.get(
        'content-encoding',
      ),
    ).toBe('gzip');
  });

  it('is the same for everybody as what open pages ask for, where the event is announced', async () => {
    for (const path of ['/shanghai/schedule/state', '/shanghai/now/state']) {
      const first = await text(path, { cookie: 'session=ann' });
      expect(await text(path, { cookie: 'session=bob' })).toBe(first);
      expect(await text(path)).toBe(first);
    }
    expect(rendered).toBe(2);
    await open.db.updateTable('events').set({ announced_at: null }).execute();
    await change('public');
    expect(await text('/shanghai/schedule/state', { cookie: 'session=olga' })).toContain('session=olga');
    expect(await text('/shanghai/schedule/state')).toContain('anybody');
  });

  it('does not keep an error page, nor anything of an event that does not exist', async () => {
    expect((await ask('/shanghai/schedule', {}, 500)).status).toBe(500);
    expect((await ask()).status).toBe(200);
    await ask('/nowhere/schedule');
    await ask('/nowhere/schedule');
    expect(rendered).toBe(4);
  });
});
