import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changePage } from './change-page.ts';
import { createPage } from './create-page.ts';
import { letWritePages } from './let-write-pages.ts';
import { eventPagesNamed, findPage, listPages, watchesPage } from './page-queries.ts';
import { findPageRevision, pageHistory } from './page-revision-queries.ts';
import { removePage } from './remove-page.ts';
import { renamePage } from './rename-page.ts';
import { restorePageText } from './restore-page-text.ts';
import { setPageWriters } from './set-page-writers.ts';
import { pageNoticesDue, tellPageWatchers } from './tell-page-watchers.ts';
import { watchPage } from './watch-page.ts';

onBothEngines('pages of an event', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let eventId: Id;
  let otherId: Id;
  let robId: Id;
  let olga: Actor;
  let pia: Actor;
  let rob: Actor;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    needs = { db: open.db, clock, site: { origin: 'https://example.org', secret: 'x'.repeat(40) } };
    ({ id: eventId } = await addEvent(open.db, { slug: 'shanghai', name: 'Shanghai' }));
    ({ id: otherId } = await addEvent(open.db, { slug: 'berlin' }));
    const olgaId = await addPerson(open.db, 'Olga');
    const piaId = await addPerson(open.db, 'Pia');
    robId = await addPerson(open.db, 'Rob');
    for (const id of [eventId, otherId]) {
      await addOrganiser(open.db, id, olgaId);
      await addInvitation(open.db, id, piaId, 'confirmed');
      await addInvitation(open.db, id, robId, 'attended');
    }
    [olga, pia, rob] = [person(olgaId), person(piaId), person(robId)];
  });
  afterEach(() => open.close());

  const create = async (name: string, more: { body?: string; by?: Actor; eventId?: Id } = {}) => {
    const { by = pia, ...input } = more;
    return valueOf(await createPage(needs, by, { eventId, name, ...input }));
  };
  const find = async (slug: string) => {
    const page = await findPage(open.db, eventId, slug);
    if (!page) throw new Error(`no page ${slug}`);
    return page;
  };
  const names = async (removed = false) =>
    (await listPages(open.db, eventId, { removed })).map((page) => page.name);

  describe('a page', () => {
    it('is read by its address, and keeps every text it had with who wrote it and why', async () => {
      const { pageId, slug } = await create('Who brings what?', { body: '# List\n\n- Kettle: **Pia**' });
      clock.forward({ hours: 1 });
      const change = { eventId, pageId, version: 1, body: '- Kettle: Pia\n- Cups: Rob', summary: 'Cups' };
      expect(await changePage(needs, rob, change)).toMatchObject({ value: { version: 2 } });
      expect(await find(slug)).toEqual({
        id: pageId,
        slug: 'who-brings-what',
        name: 'Who brings what?',
        body: '- Kettle: Pia\n- Cups: Rob',
        excerpt: 'Kettle: Pia Cups: Rob',
        writers: 'attendees',
        updatedAt: '2026-03-02T11:00:00.000Z',
        byName: 'Rob',
        version: 2,
        movedTo: null,
      });
      const at = ['2026-03-02T11:00:00.000Z', '2026-03-02T10:00:00.000Z'];
      expect(await pageHistory(open.db, pageId)).toEqual({
        count: 2,
        revisions: [
          { version: 2, summary: 'Cups', restoredVersion: null, at: at[0], byName: 'Rob' },
          { version: 1, summary: '', restoredVersion: null, at: at[1], byName: 'Pia' },
        ],
      });
      expect(await findPageRevision(open.db, pageId, 2)).toMatchObject({
        revision: { body: '- Kettle: Pia\n- Cups: Rob' },
        before: { body: '# List\n\n- Kettle: **Pia**' },
      });
      expect(await findPageRevision(open.db, pageId, 3)).toBeUndefined();
      expect(await changePage(needs, pia, { ...change, version: 2 })).toMatchObject({
        value: { version: 2 },
      });
      const changes = await open.db.selectFrom('changes').select(['kind', 'event_id']).execute();
      expect(changes).toEqual([
        { kind: 'page.created', event_id: eventId },
        { kind: 'page.changed', event_id: eventId },
      ]);
    });

    it('gets an earlier text back as a new revision, under its present name', async () => {
      const { pageId } = await create('Old', { body: 'first' });
      valueOf(await renamePage(needs, pia, { eventId, pageId, version: 1, name: 'Newer' }));
      valueOf(await changePage(needs, pia, { eventId, pageId, version: 2, body: 'second' }));
      const restore = { eventId, pageId, version: 3, revision: 1 };
      expect(await restorePageText(needs, rob, restore)).toMatchObject({ value: { version: 4 } });
      expect(await find('newer')).toMatchObject({ name: 'Newer', body: 'first', version: 4 });
      expect((await pageHistory(open.db, pageId)).revisions[0]).toMatchObject({ restoredVersion: 1 });
      expect(await restorePageText(needs, rob, restore)).toMatchObject({ error: { code: 'stale' } });
      const unknown = { ...restore, version: 4, revision: 9 };
      expect(await restorePageText(needs, rob, unknown)).toMatchObject({ error: { code: 'not-found' } });
    });

    it('leads from every name it had; other events have names of their own', async () => {
      const { pageId } = await create('Travel');
      const elsewhere = await create('Travel', { eventId: otherId });
      expect(elsewhere.slug).toBe('travel');
      const renamed = await renamePage(needs, rob, { eventId, pageId, version: 1, name: 'Getting there' });
      expect(renamed).toMatchObject({ value: { version: 2, slug: 'getting-there' } });
      expect(await find('travel')).toMatchObject({ name: 'Getting there', movedTo: 'getting-there' });
      expect(await eventPagesNamed(open.db, eventId, ['TRAVEL!', 'Getting  there', 'Nothing'])).toEqual(
        new Map([
          ['TRAVEL!', { slug: 'getting-there', name: 'Getting there' }],
          ['Getting  there', { slug: 'getting-there', name: 'Getting there' }],
        ]),
      );
      expect(await findPage(open.db, otherId, 'travel')).toMatchObject({ id: elsewhere.pageId });
      expect(await createPage(needs, pia, { eventId, name: 'travel' })).toMatchObject({
        error: {
          code: 'invalid-input',
          fields: [{ path: 'name', code: 'taken' }],
          subject: { slug: 'getting-there', name: 'Getting there' },
        },
      });
      for (const slug of ['', "' or 1=1", '\u0000', 'nothing'])
        expect(await findPage(open.db, eventId, slug)).toBeUndefined();
    });
  });

  describe('two who write at once', () => {
    it('lose nothing: the second gets both texts and their union', async () => {
      const { pageId, slug } = await create('Food', { body: 'Pia: tea\n\nRob: none' });
      const theirs = { eventId, pageId, version: 1, body: 'Pia: tea\n\nRob: bread' };
      valueOf(await changePage(needs, rob, theirs));
      const mine = { eventId, pageId, version: 1 };
      expect(await changePage(needs, pia, { ...mine, body: 'Pia: green tea\n\nRob: none' })).toMatchObject({
        error: {
          code: 'stale',
          subject: {
            current: { version: 2, body: theirs.body, byName: 'Rob' },
            merged: { body: 'Pia: green tea\n\nRob: bread' },
            conflicts: 0,
          },
        },
      });
      expect(await changePage(needs, pia, { ...mine, body: 'Pia: tea\n\nRob: rice' })).toMatchObject({
        error: { subject: { conflicts: 1, merged: { body: expect.stringMatching(/bread[^]*rice/) } } },
      });
      expect(await find(slug)).toMatchObject({ version: 2, body: theirs.body });
      expect(await renamePage(needs, pia, { ...mine, name: 'Meals' })).toMatchObject({
        error: { code: 'stale' },
      });
      expect(await findPage(open.db, eventId, 'meals')).toBeUndefined();
    });

    it('are told apart also when they save, or begin the same page, in the same moment', async () => {
      const { pageId } = await create('Race', { body: 'x' });
      const saved = await Promise.all(
        [pia, rob, olga].map((actor, index) =>
          changePage(needs, actor, { eventId, pageId, version: 1, body: `by ${index}` }),
        ),
      );
      expect(saved.map((result) => (result.ok ? 'saved' : result.error.code)).toSorted()).toEqual([
        'saved',
        'stale',
        'stale',
      ]);
      expect((await pageHistory(open.db, pageId)).count).toBe(2);
      const begun = await Promise.all(
        [pia, rob, olga].map((actor) => createPage(needs, actor, { eventId, name: 'One name' })),
      );
      expect(begun.map((result) => (result.ok ? 'begun' : result.error.code)).toSorted()).toEqual([
        'begun',
        'invalid-input',
        'invalid-input',
      ]);
      expect(await names()).toEqual(['One name', 'Race']);
    });
  });

  describe('a removed page', () => {
    it('is like one that is not there, until organisers bring it back with all it had', async () => {
      const { pageId, slug } = await create('Rude', { body: 'words' });
      valueOf(await removePage(needs, olga, { eventId, pageId, removed: true }));
      expect(await findPage(open.db, eventId, slug)).toBeUndefined();
      expect(await eventPagesNamed(open.db, eventId, ['Rude'])).toEqual(new Map());
      expect([await names(), await names(true)]).toEqual([[], ['Rude']]);
      const gone = { eventId, pageId, version: 1 };
      for (const refused of [
        await changePage(needs, olga, { ...gone, body: 'x' }),
        await renamePage(needs, olga, { ...gone, name: 'Other' }),
        await restorePageText(needs, olga, { ...gone, revision: 1 }),
        await watchPage(needs, rob, { eventId, pageId, watching: true }),
        await setPageWriters(needs, olga, { eventId, pageId, writers: 'organisers' }),
      ])
        expect(refused).toMatchObject({ error: { code: 'not-found' } });
      expect(await createPage(needs, pia, { eventId, name: 'rude' })).toMatchObject({
        error: { fields: [{ path: 'name', code: 'taken' }], subject: { removed: true } },
      });
      valueOf(await removePage(needs, olga, { eventId, pageId, removed: false }));
      expect(await find(slug)).toMatchObject({ body: 'words', version: 1 });
    });
  });

  describe('who watches', () => {
    const mails = () => open.db.selectFrom('messages').select(['to_email', 'subject', 'text']).execute();

    it('gets one mail for the changes of others, once they rest', async () => {
      const { pageId } = await create('Watched');
      expect(await watchesPage(open.db, pageId, robId)).toBe(false);
      valueOf(await watchPage(needs, rob, { eventId, pageId, watching: true }));
      for (let version = 1; version <= 3; version++) {
        valueOf(
          await changePage(needs, rob, { eventId, pageId, version, body: `${version}`, summary: 'More' }),
        );
        clock.forward({ minutes: 1 });
      }
      const now = () => clock.now().toString({ smallestUnit: 'millisecond' });
      expect(await pageNoticesDue(open.db, now())).toEqual([]);
      clock.forward({ minutes: 20 });
      expect(await tellPageWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 1 } });
      const [mail, ...more] = await mails();
      expect([mail?.subject, more]).toEqual(['Changed: Watched (Shanghai)', []]);
      expect(mail?.text).toContain('2. Rob – More\n3. Rob – More\n4. Rob – More');
      expect(mail?.text).toContain('https://example.org/shanghai/pages/watched/history');
      expect(await tellPageWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 0 } });
    });

    it('is told nothing of a page that was removed, nor of an event that they may no longer see', async () => {
      const removed = await create('Removed');
      const hidden = await create('CANARY');
      for (const { pageId } of [removed, hidden])
        valueOf(await changePage(needs, olga, { eventId, pageId, version: 1, body: 'x' }));
      valueOf(await removePage(needs, olga, { eventId, pageId: removed.pageId, removed: true }));
      await open.db.updateTable('events').set({ announced_at: null }).where('id', '=', eventId).execute();
      await open.db.updateTable('invitations').set({ state: 'withdrawn' }).execute();
      clock.forward({ hours: 1 });
      expect(await tellPageWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 0 } });
      expect(await mails()).toEqual([]);
      const left = await open.db.selectFrom('page_watchers').select('page_id').execute();
      expect(left).toEqual([{ page_id: removed.pageId }]);
    });
  });

  describe('permission', () => {
    const attempts = async (actor: Actor, pageId: Id) =>
      Object.fromEntries(
        [
          ['create', await createPage(needs, actor, { eventId, name: `New ${newId()}` })],
          ['change', await changePage(needs, actor, { eventId, pageId, version: 1, body: 'y' })],
          ['rename', await renamePage(needs, actor, { eventId, pageId, version: 1, name: 'y' })],
          ['restore', await restorePageText(needs, actor, { eventId, pageId, version: 1, revision: 1 })],
          ['remove', await removePage(needs, actor, { eventId, pageId, removed: true })],
          ['set writers', await setPageWriters(needs, actor, { eventId, pageId, writers: 'attendees' })],
          ['let write', await letWritePages(needs, actor, { eventId, who: 'attendees' })],
          ['tell', await tellPageWatchers(needs, actor, {})],
        ].map(([name, result]) => [
          name,
          typeof result === 'object' && !result.ok ? result.error.code : 'yes',
        ]),
      ) as Record<string, string>;

    it('to write is of people with a place and of organisers, and of nobody else', async () => {
      const { pageId } = await create('Ours', { body: 'x' });
      const ids = { Stranger: null, Asked: 'requested', Invited: 'invited' } as const;
      for (const [name, state] of Object.entries(ids)) {
        const id = await addPerson(open.db, name);
        if (state) await addInvitation(open.db, eventId, id, state);
        expect([name, new Set(Object.values(await attempts(person(id), pageId)))]).toEqual([
          name,
          new Set(['not-allowed']),
        ]);
      }
      const { tell, ...refused } = await attempts(visitor, pageId);
      expect([tell, new Set(Object.values(refused))]).toEqual(['not-allowed', new Set(['sign-in-needed'])]);
      expect(await watchPage(needs, visitor, { eventId, pageId, watching: true })).toMatchObject({
        error: { code: 'sign-in-needed' },
      });
      expect(await attempts(pia, pageId)).toEqual({
        ...{ create: 'yes', change: 'yes', rename: 'stale', restore: 'stale', remove: 'not-allowed' },
        ...{ 'set writers': 'not-allowed', 'let write': 'not-allowed', tell: 'not-allowed' },
      });
    });

    it('can be narrowed to organisers, for all pages or for one', async () => {
      const { pageId: rules } = await create('House rules', { body: 'x' });
      const { pageId: list } = await create('Who brings what', { body: 'x' });
      expect(await createPage(needs, pia, { eventId, name: 'Mine', writers: 'organisers' })).toMatchObject({
        error: { code: 'not-allowed' },
      });
      valueOf(await setPageWriters(needs, olga, { eventId, pageId: rules, writers: 'organisers' }));
      const change = (actor: Actor, pageId: Id, version: number) =>
        changePage(needs, actor, { eventId, pageId, version, body: `${version}` });
      const refused = { error: { code: 'not-allowed' } };
      expect(await change(pia, rules, 1)).toMatchObject(refused);
      expect(await change(olga, rules, 1)).toMatchObject({ ok: true });
      expect(await change(pia, list, 1)).toMatchObject({ ok: true });
      valueOf(await letWritePages(needs, olga, { eventId, who: 'organisers' }));
      expect(await change(pia, list, 2)).toMatchObject(refused);
      expect(await createPage(needs, pia, { eventId, name: 'More' })).toMatchObject(refused);
      expect(await change(olga, list, 2)).toMatchObject({ ok: true });
      expect(await createPage(needs, pia, { eventId: otherId, name: 'More' })).toMatchObject({ ok: true });
    });

    it('is of those who see the event: the pages of a draft are not found', async () => {
      const { pageId } = await create('CANARY', { body: 'x' });
      await open.db.updateTable('events').set({ announced_at: null }).where('id', '=', eventId).execute();
      for (const actor of [visitor, person(await addPerson(open.db, 'Stranger'))]) {
        expect(await watchPage(needs, actor, { eventId, pageId, watching: true })).toMatchObject({
          error: { code: 'not-found' },
        });
        const { tell: _tell, ...refused } = await attempts(actor, pageId);
        expect(new Set(Object.values(refused))).toEqual(new Set(['not-found']));
      }
      expect(await changePage(needs, pia, { eventId, pageId, version: 1, body: 'y' })).toMatchObject({
        ok: true,
      });
    });

    it('does not reach a page through another event', async () => {
      const { pageId } = await create('Here', { body: 'x' });
      const there = { eventId: otherId, pageId, version: 1 };
      for (const refused of [
        await changePage(needs, olga, { ...there, body: 'y' }),
        await renamePage(needs, olga, { ...there, name: 'y' }),
        await restorePageText(needs, olga, { ...there, revision: 1 }),
        await watchPage(needs, olga, { eventId: otherId, pageId, watching: true }),
        await setPageWriters(needs, olga, { eventId: otherId, pageId, writers: 'organisers' }),
        await removePage(needs, olga, { eventId: otherId, pageId, removed: true }),
      ])
        expect(refused).toMatchObject({ error: { code: 'not-found' } });
      expect(await findPage(open.db, otherId, 'here')).toBeUndefined();
      expect(await find('here')).toMatchObject({ version: 1, body: 'x' });
    });
  });

  it('refuse what is no name, too long, or unknown', async () => {
    for (const name of ['', ' ', '!!!', 'x'.repeat(81), 'a\u0000b', 'a\u202eb'])
      expect([name, await createPage(needs, pia, { eventId, name })]).toMatchObject([
        name,
        { error: { code: 'invalid-input' } },
      ]);
    for (const more of [{ body: 'x'.repeat(100_001) }, { summary: 'x'.repeat(201) }])
      expect(await createPage(needs, pia, { eventId, name: 'Name', ...more })).toMatchObject({
        error: { code: 'invalid-input' },
      });
    expect(await names()).toEqual([]);
  });

  it('take as many statements in lists for three as for one', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      await create(name);
      if (name === 'Two') continue;
      expect(await countStatements(open.db, (db) => listPages(db, eventId))).toBe(1);
      expect(await countStatements(open.db, (db) => findPage(db, eventId, 'one'))).toBe(1);
      expect(
        await countStatements(open.db, (db) => eventPagesNamed(db, eventId, ['One', 'Two', 'Three'])),
      ).toBe(1);
    }
    expect(await names()).toEqual(['Three', 'Two', 'One']);
  });
});
