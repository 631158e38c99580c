import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import {
  addDay,
  addEvent,
  addInvitation,
  addOrganiser,
  addPerson,
  addSession,
  addSlot,
} from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { slugOf } from '../wiki/page-text.ts';
import { changeProject } from './change-project.ts';
import { createProject } from './create-project.ts';
import { endHighlight } from './end-highlight.ts';
import { highlightProject } from './highlight-project.ts';
import { eventsToShowAt, highlightedAt, highlightsOf } from './highlight-queries.ts';
import {
  findProject,
  listProjects,
  pagesNamed,
  projectOfSession,
  sessionsAbout,
  wantedSkills,
} from './project-queries.ts';
import { proposeSession } from '../sessions/propose-session.ts';
import { renameProject } from './rename-project.ts';
import { restoreRevision } from './restore-revision.ts';
import { findRevision, projectHistory } from './revision-queries.ts';
import { noticesDue, tellWatchers } from './tell-watchers.ts';
import { watchProject } from './watch-project.ts';
import { workOnProject } from './work-on-project.ts';

onBothEngines('projects', (fresh, engine) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let eventId: Id;
  let olga: Actor;
  let pia: Actor;
  let rob: Actor;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    needs = { db: open.db, clock, site: { origin: 'https://example.org', secret: 'x'.repeat(40) } };
    ({ id: eventId } = await addEvent(open.db));
    const ids = [];
    for (const name of ['Olga', 'Pia', 'Rob']) ids.push(await addPerson(open.db, name));
    const [olgaId = '', piaId = '', robId = ''] = ids;
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    await addInvitation(open.db, eventId, robId, 'attended');
    [olga, pia, rob] = [person(olgaId), person(piaId), person(robId)];
  });
  afterEach(() => open.close());

  const create = async (name: string, more: { body?: string; skills?: string[]; code?: string } = {}) =>
    valueOf(await createProject(needs, pia, { name, ...more }));
  const find = async (slug: string) => {
    const project = await findProject(open.db, slug);
    if (!project) throw new Error(`no project ${slug}`);
    return project;
  };
  const count = async () => (await listProjects(open.db)).count;

  describe('a page', () => {
    it('says what it is, where its code is and what help is wanted, and keeps every text it had', async () => {
      const { projectId, slug } = await create('Live Patching', {
        body: 'Patch **without** reboot.',
        code: 'https://example.org/git',
        skills: ['Assembler', 'C'],
      });
      expect(await find(slug)).toEqual({
        id: projectId,
        slug: 'live-patching',
        name: 'Live Patching',
        body: 'Patch **without** reboot.',
        code: 'https://example.org/git',
        excerpt: 'Patch without reboot.',
        skills: ['assembler', 'c'],
        people: [],
        updatedAt: '2026-03-02T10:00:00.000Z',
        version: 1,
        movedTo: null,
      });
      clock.forward({ hours: 1 });
      const change = { projectId, version: 1, body: 'Patch quickly.', skills: ['c', 'docs'] };
      expect(await changeProject(needs, rob, { ...change, summary: 'Shorter' })).toMatchObject({
        value: { version: 2 },
      });
      expect(await find(slug)).toMatchObject({ skills: ['c', 'docs'], code: '', version: 2 });
      expect(await projectHistory(open.db, projectId)).toEqual({
        count: 2,
        revisions: [
          {
            version: 2,
            summary: 'Shorter',
            restoredVersion: null,
            at: '2026-03-02T11:00:00.000Z',
            byName: 'Rob',
          },
          {
            version: 1,
            summary: '',
            restoredVersion: null,
            at: '2026-03-02T10:00:00.000Z',
            byName: 'Pia',
          },
        ],
      });
      expect(await findRevision(open.db, projectId, 2)).toMatchObject({
        revision: { body: 'Patch quickly.', skills: ['c', 'docs'] },
        before: { body: 'Patch **without** reboot.', code: 'https://example.org/git' },
      });
      expect(await findRevision(open.db, projectId, 1)).toMatchObject({ before: null });
      expect(await findRevision(open.db, projectId, 3)).toBeUndefined();
      expect(await wantedSkills(open.db)).toEqual([
        { skill: 'c', count: 1 },
        { skill: 'docs', count: 1 },
      ]);
    });

    it('gets no revision from a change that changes nothing', async () => {
      const { projectId } = await create('Same', { body: 'x', skills: ['b', 'a'] });
      const same = { projectId, version: 1, body: 'x', skills: ['a', 'b'] };
      expect(await changeProject(needs, rob, same)).toMatchObject({ value: { version: 1 } });
      expect((await projectHistory(open.db, projectId)).count).toBe(1);
    });

    it('gets an earlier text back as a new revision, under its present name', async () => {
      const { projectId } = await create('Old', { body: 'first', skills: ['c'] });
      valueOf(await renameProject(needs, pia, { projectId, version: 1, name: 'Newer' }));
      valueOf(await changeProject(needs, pia, { projectId, version: 2, body: 'second' }));
      const restore = { projectId, version: 3, revision: 1 };
      expect(await restoreRevision(needs, rob, restore)).toMatchObject({ value: { version: 4 } });
      expect(await find('newer')).toMatchObject({ name: 'Newer', body: 'first', skills: ['c'], version: 4 });
      expect((await projectHistory(open.db, projectId)).revisions[0]).toMatchObject({ restoredVersion: 1 });
      expect(await restoreRevision(needs, rob, restore)).toMatchObject({ error: { code: 'stale' } });
      expect(await restoreRevision(needs, rob, { projectId, version: 4, revision: 9 })).toMatchObject({
        error: { code: 'not-found' },
      });
    });
  });

  describe('two who write at once', () => {
    it('lose nothing: the second gets both texts and their union', async () => {
      const { projectId, slug } = await create('Together', {
        body: 'Aim\n\nboot\n\nHelp\n\nnone',
        skills: ['c'],
        code: 'https://example.org/old',
      });
      const theirs = { body: 'Aim\n\nboot fast\n\nHelp\n\nnone', skills: ['c', 'rust'] };
      valueOf(
        await changeProject(needs, rob, { projectId, version: 1, ...theirs, code: 'https://a.example' }),
      );
      const mine = { projectId, version: 1, code: 'https://example.org/old' };
      expect(
        await changeProject(needs, pia, { ...mine, body: 'Aim\n\nboot\n\nHelp\n\ntesters', skills: [] }),
      ).toMatchObject({
        error: {
          code: 'stale',
          subject: {
            current: { version: 2, body: theirs.body, byName: 'Rob' },
            merged: {
              body: 'Aim\n\nboot fast\n\nHelp\n\ntesters',
              skills: ['rust'],
              code: 'https://a.example',
            },
            conflicts: 0,
          },
        },
      });
      expect(
        await changeProject(needs, pia, { ...mine, body: 'Aim\n\nboot once\n\nHelp\n\nnone' }),
      ).toMatchObject({
        error: { subject: { conflicts: 1, merged: { body: expect.stringContaining('boot once') } } },
      });
      expect(await find(slug)).toMatchObject({ version: 2, body: theirs.body });
    });

    it('are told apart also when they save in the same moment', async () => {
      const { projectId } = await create('Race', { body: 'x' });
      const results = await Promise.all(
        [pia, rob, olga].map((actor, index) =>
          changeProject(needs, actor, { projectId, version: 1, body: `by ${index}` }),
        ),
      );
      expect(results.map((result) => (result.ok ? 'saved' : result.error.code)).toSorted()).toEqual([
        'saved',
        'stale',
        'stale',
      ]);
      expect((await projectHistory(open.db, projectId)).count).toBe(2);
    });

    it('make one page of a name, also in the same moment', async () => {
      const results = await Promise.all(
        [pia, rob, olga].map((actor) => createProject(needs, actor, { name: 'One Name' })),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.flatMap((result) => (result.ok ? [] : [result.error.fields]))).toEqual(
        [1, 2].map(() => [{ path: 'name', code: 'taken', params: {} }]),
      );
      expect(await count()).toBe(1);
    });
  });

  describe('a name', () => {
    it('leads to its page for good: links and addresses with earlier names too', async () => {
      const { projectId } = await create('Live Patching');
      const renamed = await renameProject(needs, rob, { projectId, version: 1, name: 'Hot Patching' });
      expect(renamed).toMatchObject({ value: { version: 2, slug: 'hot-patching' } });
      expect(await find('live-patching')).toMatchObject({ name: 'Hot Patching', movedTo: 'hot-patching' });
      expect(await find('hot-patching')).toMatchObject({ movedTo: null });
      expect(await pagesNamed(open.db, ['live  patching!', 'HOT Patching', 'Nothing', '!!!'])).toEqual(
        new Map([
          ['live  patching!', { slug: 'hot-patching', name: 'Hot Patching' }],
          ['HOT Patching', { slug: 'hot-patching', name: 'Hot Patching' }],
        ]),
      );
      expect(await createProject(needs, pia, { name: 'live patching' })).toMatchObject({
        error: {
          code: 'invalid-input',
          fields: [{ path: 'name', code: 'taken' }],
          subject: { slug: 'hot-patching' },
        },
      });
      const back = await renameProject(needs, rob, { projectId, version: 2, name: 'Live patching' });
      expect(back).toMatchObject({ value: { version: 3, slug: 'live-patching' } });
      expect(await find('hot-patching')).toMatchObject({ movedTo: 'live-patching' });
      expect(await renameProject(needs, rob, { projectId, version: 1, name: 'Third' })).toMatchObject({
        error: { code: 'stale' },
      });
      expect(await findProject(open.db, 'third')).toBeUndefined();
    });

    it('may be of any script, and its address is its own', async () => {
      const slugs = [];
      for (const name of ['C', 'C++', 'C#', '日本', '한국', 'New', 'Hello, Köln!'])
        slugs.push((await create(name)).slug);
      expect(slugs).toEqual(['c', 'c-2', 'c-3', 'page', 'page-2', 'page-3', 'hello-koln']);
      expect((await pagesNamed(open.db, ['日本', 'c++'])).get('c++')).toEqual({ slug: 'c-2', name: 'C++' });
      expect(slugOf('new')).toBe('page');
    });
  });

  describe('lists', () => {
    it('find by words and by wanted skill, the one changed last first, page by page', async () => {
      for (const [name, body, skill] of [
        ['Alpha', 'Boots 100% of guests', 'c'],
        ['Beta', 'Überträgt_Seiten', 'docs'],
        ['Gamma', 'back\\slash', 'c'],
      ] as const) {
        await create(name, { body, skills: [skill] });
        clock.forward({ minutes: 1 });
      }
      const names = async (filter: Parameters<typeof listProjects>[1]) =>
        (await listProjects(open.db, filter)).projects.map((project) => project.name);
      expect(await names({})).toEqual(['Gamma', 'Beta', 'Alpha']);
      expect(await names({ search: 'ubertragt' })).toEqual(['Beta']);
      expect(await names({ search: '100% GUESTS' })).toEqual(['Alpha']);
      expect(await names({ search: '_' })).toEqual(['Beta']);
      expect(await names({ search: 'back\\' })).toEqual(['Gamma']);
      expect(await names({ search: 'a\u0000' })).toEqual(['Gamma', 'Beta', 'Alpha']);
      expect(await names({ skill: 'C' })).toEqual(['Gamma', 'Alpha']);
      expect(await names({ skill: '\u0000' })).toEqual([]);
      expect(await names({ perPage: 2, page: 2 })).toEqual(['Alpha']);
      expect(await listProjects(open.db, { skill: 'c', perPage: 1 })).toMatchObject({ count: 2 });
      for (const slug of ['\u0000', "' or 1=1", 'nothing', ''])
        expect(await findProject(open.db, slug)).toBeUndefined();
    });

    it('take as many statements for three projects as for one', async () => {
      for (const name of ['One', 'Two', 'Three']) {
        const { projectId } = await create(name, { skills: ['c'] });
        valueOf(await highlightProject(needs, pia, { eventId, projectId }));
        if (name === 'Two') continue;
        expect(await countStatements(open.db, (db) => listProjects(db))).toBe(3);
        expect(await countStatements(open.db, (db) => highlightsOf(db, eventId))).toBe(2);
        expect(await countStatements(open.db, (db) => pagesNamed(db, ['One', 'Two', 'Three']))).toBe(1);
        expect(await countStatements(open.db, (db) => projectHistory(db, projectId))).toBe(2);
        expect(await countStatements(open.db, (db) => findProject(db, 'one'))).toBe(3);
      }
    });

    it('stay quick with 500 revisions', async () => {
      const { projectId, slug } = await create('Long', { body: 'x'.repeat(50_000) });
      for (let version = 2; version <= 500; version++)
        await open.db
          .insertInto('project_revisions')
          .values({
            ...{ project_id: projectId, version, name: 'Long', body: 'x'.repeat(50_000), code: '' },
            ...{ skills: '[]', summary: '', restored_version: null, at: '2026-03-02T10:00:00.000Z' },
            by_person_id: null,
          })
          .execute();
      const started = performance.now();
      await findProject(open.db, slug);
      expect((await projectHistory(open.db, projectId)).revisions).toHaveLength(50);
      expect((await projectHistory(open.db, projectId, { page: 10 })).revisions.at(-1)?.version).toBe(1);
      // The issue allows 100 ms of server time for the page alone.
      expect([engine, performance.now() - started < 500]).toEqual([engine, true]);
    });
  });

  describe('an event', () => {
    it('shows the projects that were highlighted for it, with what will be done', async () => {
      const other = await addEvent(open.db);
      const { projectId } = await create('Shown', { skills: ['c'] });
      await create('Not shown');
      valueOf(await highlightProject(needs, pia, { eventId, projectId, note: 'A demo' }));
      valueOf(await highlightProject(needs, rob, { eventId, projectId, note: 'Two demos' }));
      expect(await highlightsOf(open.db, eventId)).toMatchObject([{ name: 'Shown', note: 'Two demos' }]);
      expect(await highlightsOf(open.db, eventId, { skill: 'rust' })).toEqual([]);
      expect(await highlightsOf(open.db, other.id)).toEqual([]);
      const offered = async (actor: Actor, now: string) =>
        (await eventsToShowAt(open.db, actor, now)).map((event) => event.id);
      expect(await offered(pia, '2026-03-02T10:00:00.000Z')).toEqual([eventId]);
      expect(await offered(visitor, '2026-03-02T10:00:00.000Z')).toEqual([]);
      const dayId = await addDay(open.db, eventId);
      await addSlot(open.db, eventId, dayId, ['2026-04-28T02:00:00.000Z', '2026-04-28T03:00:00.000Z']);
      expect(await offered(olga, '2026-04-28T02:59:00.000Z')).toEqual([eventId]);
      expect(await offered(olga, '2026-04-28T03:00:00.000Z')).toEqual([]);
      expect(await highlightedAt(open.db, projectId)).toMatchObject([{ eventId, note: 'Two demos' }]);
      expect(await highlightProject(needs, pia, { eventId: other.id, projectId })).toMatchObject({
        error: { code: 'not-allowed' },
      });
      expect(await endHighlight(needs, olga, { eventId: other.id, projectId })).toMatchObject({
        error: { code: 'not-allowed' },
      });
      valueOf(await endHighlight(needs, olga, { eventId, projectId }));
      expect(await endHighlight(needs, olga, { eventId, projectId })).toMatchObject({
        error: { code: 'not-found' },
      });
      expect(await highlightsOf(open.db, eventId)).toEqual([]);
    });

    it('that is not announced is not told of on the page of a project', async () => {
      const draft = await addEvent(open.db, { announced_at: null, name: 'CANARY' });
      const { projectId } = await create('Discreet');
      await addSession(open.db, draft.id, 'CANARY', { project_id: projectId });
      await addSession(open.db, eventId, 'Public', { project_id: projectId });
      await addSession(open.db, eventId, 'Gone', {
        project_id: projectId,
        withdrawn_at: '2026-03-01T00:00:00.000Z',
      });
      valueOf(await highlightProject(needs, system('test'), { eventId: draft.id, projectId }));
      expect(await highlightedAt(open.db, projectId)).toEqual([]);
      const about = await sessionsAbout(open.db, projectId);
      expect(about).toMatchObject([{ headline: 'Public' }]);
      expect(await projectOfSession(open.db, about[0]?.id ?? '')).toEqual({
        slug: 'discreet',
        name: 'Discreet',
      });
      expect(await highlightProject(needs, pia, { eventId: draft.id, projectId })).toMatchObject({
        error: { code: 'not-found' },
      });
    });
  });

  it('lead to sessions that are proposed from them', async () => {
    const { projectId } = await create('Talked about');
    const { id } = valueOf(await proposeSession(needs, pia, { eventId, headline: 'Talk', projectId }));
    expect(await sessionsAbout(open.db, projectId)).toMatchObject([{ id, headline: 'Talk' }]);
    const unknown = await proposeSession(needs, pia, { eventId, headline: 'Talk', projectId: newId() });
    expect(unknown).toMatchObject({ error: { code: 'not-found' } });
    const { id: other } = valueOf(await proposeSession(needs, pia, { eventId, headline: 'Other' }));
    expect(await projectOfSession(open.db, other)).toBeUndefined();
  });

  describe('who watches', () => {
    const mails = () => open.db.selectFrom('messages').select(['to_email', 'subject', 'text']).execute();

    it('gets one mail for ten changes of others, and none for their own', async () => {
      const { projectId } = await create('Watched');
      valueOf(await watchProject(needs, rob, { projectId, watching: true }));
      for (let version = 1; version <= 10; version++) {
        const change = { projectId, version, body: `text ${version}`, summary: `Change ${version}` };
        valueOf(await changeProject(needs, rob, change));
        clock.forward({ minutes: 1 });
      }
      const now = () => clock.now().toString({ smallestUnit: 'millisecond' });
      expect(await noticesDue(open.db, now())).toEqual([]);
      clock.forward({ minutes: 10 });
      expect(await tellWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 1 } });
      const [mail, ...more] = await mails();
      expect([mail?.subject, more]).toEqual(['Changed: Watched', []]);
      expect(mail?.text).toContain('2. Rob – Change 1\n');
      expect(mail?.text).toContain('11. Rob – Change 10\n');
      expect(mail?.text).toContain('https://example.org/projects/watched/history');
      expect(await tellWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 0 } });

      valueOf(await changeProject(needs, pia, { projectId, version: 11, body: 'mine' }));
      valueOf(await watchProject(needs, rob, { projectId, watching: false }));
      clock.forward({ hours: 1 });
      expect(await tellWatchers(needs, system('test'), {})).toMatchObject({ value: { told: 0 } });
      expect(await mails()).toHaveLength(1);
    });
  });

  it('are written by people with a place and by organisers, and by nobody else', async () => {
    const { projectId, slug } = await create('Ours');
    const [strangerId, askedId, invitedId] = [
      await addPerson(open.db, 'Stranger'),
      await addPerson(open.db, 'Asked'),
      await addPerson(open.db, 'Invited'),
    ];
    await addInvitation(open.db, eventId, askedId, 'requested');
    await addInvitation(open.db, eventId, invitedId, 'invited');
    for (const [actor, code] of [
      [visitor, 'sign-in-needed'],
      [person(strangerId), 'not-allowed'],
      [person(askedId), 'not-allowed'],
      [person(invitedId), 'not-allowed'],
    ] as const) {
      const refused = { ok: false, error: { code } };
      expect(await createProject(needs, actor, { name: 'Mine' })).toMatchObject(refused);
      expect(await changeProject(needs, actor, { projectId, version: 1, body: 'x' })).toMatchObject(refused);
      expect(await renameProject(needs, actor, { projectId, version: 1, name: 'x' })).toMatchObject(refused);
      expect(await restoreRevision(needs, actor, { projectId, version: 1, revision: 1 })).toMatchObject(
        refused,
      );
      expect(await workOnProject(needs, actor, { projectId, working: true })).toMatchObject(refused);
      expect(await highlightProject(needs, actor, { eventId, projectId })).toMatchObject(refused);
      expect(await endHighlight(needs, actor, { eventId, projectId })).toMatchObject(refused);
      expect(await tellWatchers(needs, actor, {})).toMatchObject({ error: { code: 'not-allowed' } });
    }
    expect(await watchProject(needs, visitor, { projectId, watching: true })).toMatchObject({
      error: { code: 'sign-in-needed' },
    });
    expect(await watchProject(needs, person(strangerId), { projectId, watching: true })).toMatchObject({
      ok: true,
    });
    expect(await find(slug)).toMatchObject({ version: 1, people: [] });
    valueOf(await workOnProject(needs, rob, { projectId, working: true }));
    valueOf(await workOnProject(needs, rob, { projectId, working: true }));
    expect((await find(slug)).people.map((one) => one.name)).toEqual(['Rob']);
    valueOf(await workOnProject(needs, rob, { projectId, working: false }));
    expect((await find(slug)).people).toEqual([]);
  });

  it('refuse what is no name, too long, or unknown', async () => {
    for (const name of ['', ' ', '!!!', 'x'.repeat(81), 'a\u0000b', 'a\u202eb'])
      expect([name, await createProject(needs, pia, { name })]).toMatchObject([
        name,
        { error: { code: 'invalid-input' } },
      ]);
    for (const more of [
      { body: 'x'.repeat(100_001) },
      { code: 'javascript:alert(1)' },
      { skills: ['x'.repeat(41)] },
      { summary: 'x'.repeat(201) },
    ])
      expect(await createProject(needs, pia, { name: 'Name', ...more })).toMatchObject({
        error: { code: 'invalid-input' },
      });
    const unknown = { projectId: newId(), version: 1 };
    for (const refused of [
      await changeProject(needs, pia, unknown),
      await renameProject(needs, pia, { ...unknown, name: 'Other' }),
      await restoreRevision(needs, pia, { ...unknown, revision: 1 }),
      await watchProject(needs, pia, { projectId: newId(), watching: true }),
      await workOnProject(needs, pia, { projectId: newId(), working: true }),
      await highlightProject(needs, pia, { projectId: newId(), eventId }),
    ])
      expect(refused).toMatchObject({ error: { code: 'not-found' } });
    expect(await count()).toBe(0);
  });
});
