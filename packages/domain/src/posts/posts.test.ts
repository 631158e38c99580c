import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { MOST_TAGS, normaliseTags } from '../text/tags.ts';
import { changePost } from './change-post.ts';
import { slugOf } from './post.ts';
import { drafts, findPost, publishedPosts, tagCounts, yearCounts } from './post-queries.ts';
import { findPostRevision } from './post-revision-queries.ts';
import { publishPost } from './publish-post.ts';
import { restorePost } from './restore-post.ts';
import { writePost } from './write-post.ts';

onBothEngines('posts', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let eventId: Id;
  let owner: Actor;
  let olga: Actor;
  let pia: Actor;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock();
    needs = { db: open.db, clock };
    ({ id: eventId } = await addEvent(open.db));
    owner = person(await addPerson(open.db, 'Owner', { site_owner_since: '2026-01-01T00:00:00.000Z' }));
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
  });
  afterEach(() => open.close());

  const write = async (title: string, tags: string[] = []) =>
    valueOf(await writePost(needs, olga, { eventId, title, body: `About **${title}**.`, tags }));
  const publish = (postId: Id, published = true) => publishPost(needs, olga, { postId, published });

  it('are drafts until they are published, then the newest stands first', async () => {
    const first = await write('We are going to Shanghai', ['Developers', 'shanghai']);
    const second = await write('What happened there', ['developers']);
    expect(await publishedPosts(open.db)).toEqual({ posts: [], count: 0 });
    valueOf(await publish(first.postId));
    clock.forward({ hours: 1 });
    valueOf(await publish(second.postId));
    const { posts, count } = await publishedPosts(open.db);
    expect([count, ...posts.map((post) => [post.slug, post.authorName, post.tags])]).toEqual([
      2,
      ['what-happened-there', 'Olga', ['developers']],
      ['we-are-going-to-shanghai', 'Olga', ['developers', 'shanghai']],
    ]);
    expect(posts[1]).toMatchObject({
      publishedAt: '2026-03-02T10:00:00.000Z',
      event: { name: 'Hackathon Shanghai' },
      excerpt: 'About We are going to Shanghai.',
    });
    valueOf(await publish(first.postId));
    expect((await findPost(open.db, first.slug))?.publishedAt).toBe('2026-03-02T10:00:00.000Z');
    valueOf(await publish(first.postId, false));
    expect((await publishedPosts(open.db)).count).toBe(1);
    expect(await tagCounts(open.db)).toEqual([{ tag: 'developers', count: 1 }]);
  });

  it('are found by tag and by event, page by page', async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      const { postId } = await write(`Post ${number}`, number % 2 ? ['odd'] : []);
      valueOf(await publish(postId));
      clock.forward({ minutes: 1 });
    }
    const titles = async (filter: Parameters<typeof publishedPosts>[1]) =>
      (await publishedPosts(open.db, filter)).posts.map((post) => post.title);
    expect(await titles({ tag: 'odd' })).toEqual(['Post 5', 'Post 3', 'Post 1']);
    expect(await titles({ perPage: 2, page: 3 })).toEqual(['Post 1']);
    expect(await titles({ eventId: (await addEvent(open.db)).id })).toEqual([]);
    expect((await publishedPosts(open.db, { tag: 'odd', perPage: 1 })).count).toBe(3);
    const thisYear = (await publishedPosts(open.db)).posts[0]?.publishedAt?.slice(0, 4) ?? '';
    clock.forward({ hours: 24 * 366 });
    valueOf(await publish((await write('A year later', [])).postId));
    const nextYear = String(Number(thisYear) + 1);
    expect(await titles({ year: nextYear })).toEqual(['A year later']);
    expect(await titles({ year: thisYear, perPage: 1 })).toEqual(['Post 5']);
    expect(await yearCounts(open.db)).toEqual([
      { year: nextYear, count: 1 },
      { year: thisYear, count: 5 },
    ]);
    for (const perPage of [1, 3])
      expect(await countStatements(open.db, (db) => publishedPosts(db, { perPage }))).toBe(3);
  });

  it('keep every text they had, and refuse a change of an older one', async () => {
    const { postId, slug } = await write('Draft', ['a']);
    const change = {
      postId,
      version: 1,
      title: 'Better',
      body: 'New.',
      tags: ['b'],
      kind: 'report' as const,
    };
    expect(await changePost(needs, olga, change)).toMatchObject({ value: { version: 2, slug } });
    expect(await changePost(needs, olga, { ...change, title: 'Lost?' })).toMatchObject({
      error: { code: 'stale', subject: { title: 'Better', version: 2 } },
    });
    expect(await findPost(open.db, slug)).toMatchObject({ title: 'Better', tags: ['b'], kind: 'report' });
    const kept = await open.db.selectFrom('post_revisions').selectAll().orderBy('version').execute();
    expect(kept.map((row) => [row.version, row.title, row.body, row.tags])).toEqual([
      [1, 'Draft', 'About **Draft**.', '["a"]'],
      [2, 'Better', 'New.', '["b"]'],
    ]);
  });

  it('have addresses of their own, also with the same title', async () => {
    const slugs = [await write('Hello, Köln!'), await write('Hello, Köln!'), await write('Hello, Köln!')];
    expect(slugs.map((post) => post.slug)).toEqual(['hello-koln', 'hello-koln-2', 'hello-koln-3']);
    expect((await write('日本')).slug).toBe('post');
  });

  it('are written by an event’s organisers, and those of the site by its owner', async () => {
    const { postId } = await write('Ours');
    for (const [actor, code] of [
      [pia, 'not-allowed'],
      [visitor, 'sign-in-needed'],
    ] as const) {
      const refused = { error: { code } };
      expect(await writePost(needs, actor, { eventId, title: 'x' })).toMatchObject(refused);
      expect(await changePost(needs, actor, { postId, version: 1, title: 'x' })).toMatchObject(refused);
      expect(await publishPost(needs, actor, { postId, published: true })).toMatchObject(refused);
    }
    expect(await writePost(needs, olga, { title: 'For all' })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const { postId: sites } = valueOf(await writePost(needs, owner, { title: 'For all' }));
    expect(await publishPost(needs, olga, { postId: sites, published: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    const seen = async (filter: Parameters<typeof drafts>[1]) =>
      (await drafts(open.db, filter)).map((post) => post.title);
    expect(await seen({ eventIds: [eventId], siteOwner: false })).toEqual(['Ours']);
    expect(await seen({ eventIds: [], siteOwner: true })).toEqual(['For all', 'Ours']);
    expect(await seen({ eventIds: [], siteOwner: false })).toEqual([]);
  });

  it('refuse what is no title, too long, or unknown', async () => {
    for (const title of ['', ' ', 'x'.repeat(161), 'a\u0000b', 'a\u202eb'])
      expect([title, await writePost(needs, olga, { eventId, title })]).toMatchObject([
        title,
        { error: { code: 'invalid-input' } },
      ]);
    expect(await writePost(needs, olga, { eventId, title: 'x', body: 'x'.repeat(100_001) })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    expect(await publishPost(needs, owner, { postId: eventId, published: true })).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  const addPicture = async (more: object = {}) => {
    const id = newId();
    const row = { type: 'image/png', width: 12, height: 6, size: 77, alt: 'Of the picture' } as const;
    const sent = { sha256: 'a'.repeat(64), sent_at: '2026-03-01T00:00:00.000Z', sent_by: null };
    await open.db
      .insertInto('pictures')
      .values({ ...row, id, ...sent, ...more })
      .execute();
    return id;
  };

  it('begin with a picture whose words are kept, and none without words unless it is decoration', async () => {
    const pictureId = await addPicture();
    const lead = { leadPicture: pictureId, leadAlt: 'A river' };
    const { slug, postId } = valueOf(await writePost(needs, olga, { eventId, title: 'Led', ...lead }));
    const shown = {
      id: pictureId,
      address: `/pictures/${pictureId}-12x6`,
      width: 12,
      height: 6,
      small: null,
    };
    expect((await findPost(open.db, slug))?.lead).toEqual({
      ...shown,
      alt: 'A river',
      type: 'image/png',
      size: 77,
    });
    const change = async (more: object) => {
      const result = await changePost(needs, olga, { postId, version: 1, title: 'Led', ...more });
      return result.ok ? 'done' : result.error.fields.map(({ path, code }) => `${path} ${code}`)[0];
    };
    expect(await change({ leadPicture: pictureId })).toBe('leadAlt no-alternative');
    expect(await change({ leadPicture: pictureId, leadAlt: 'x'.repeat(301) })).toBe('leadAlt too-long');
    expect(await change({ ...lead, leadPicture: newId() })).toBe('leadPicture no-picture');
    expect(await change({ ...lead, leadPicture: '/pictures/x' })).toBe('leadPicture wrong-type');
    expect(await change({ ...lead, leadDecorative: true })).toBe('done');
    expect((await findPost(open.db, slug))?.lead).toMatchObject({ alt: '' });
    await open.db.deleteFrom('pictures').execute();
    expect((await findPost(open.db, slug))?.lead).toBeNull();
  });

  it('know of each text the picture it began with, and bring both back', async () => {
    const pictureId = await addPicture({ small_width: 8, small_height: 4 });
    const lead = { leadPicture: pictureId, leadAlt: 'A river' };
    const first = { eventId, title: 'River', body: 'One.', tags: ['a'], ...lead };
    const { slug, postId } = valueOf(await writePost(needs, olga, first));
    const change = (version: number, more: object) =>
      changePost(needs, olga, { postId, version, title: 'Bank', body: 'Two.', kind: 'report', ...more });
    valueOf(await change(1, { ...lead, leadAlt: 'A wide river' }));
    valueOf(await change(2, {}));
    const leadIn = async (version: number) => {
      const { revision, before } = (await findPostRevision(open.db, postId, version)) ?? {};
      return [revision?.lead, before?.lead];
    };
    const [address, small] = [`/pictures/${pictureId}-12x6-8x4`, `/pictures/${pictureId}-8x4`];
    const shown = { address, width: 12, height: 6, small: { address: small, width: 8, height: 4 } };
    const [then, later] = ['A river', 'A wide river'].map((alt) => ({ id: pictureId, alt, shown }));
    expect([await leadIn(1), await leadIn(2), await leadIn(3)]).toEqual([
      [then, undefined],
      [later, then],
      [null, later],
    ]);

    const restore = (actor: Actor, version: number, revision: number) =>
      restorePost(needs, actor, { postId, version, revision });
    expect(await restore(pia, 3, 1)).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await restore(visitor, 3, 1)).toMatchObject({ error: { code: 'sign-in-needed' } });
    expect(await restore(olga, 2, 1)).toMatchObject({ error: { code: 'stale', subject: { version: 3 } } });
    expect(await restore(olga, 3, 9)).toMatchObject({ error: { code: 'not-found' } });
    expect(await restore(olga, 3, 1)).toMatchObject({ value: { version: 4, slug } });
    expect(await findPost(open.db, slug)).toMatchObject({
      ...{ title: 'River', body: 'One.', tags: ['a'], kind: 'report', version: 4 },
      lead: { address, alt: 'A river' },
    });
    expect((await leadIn(4))[0]).toEqual(then);

    // A picture that is gone is known of, and does not come back.
    await open.db.deleteFrom('pictures').execute();
    expect((await leadIn(2))[0]).toEqual({ id: pictureId, alt: 'A wide river', shown: null });
    valueOf(await restore(olga, 4, 2));
    expect(await findPost(open.db, slug)).toMatchObject({ title: 'Bank', lead: null, version: 5 });

    // One that is older than what is kept of them leaves the present one.
    const present = await addPicture();
    valueOf(await change(5, { leadPicture: present, leadAlt: 'Present' }));
    await open.db
      .updateTable('post_revisions')
      .set({ lead_picture_id: null, lead_alt: null })
      .where('version', '=', 1)
      .execute();
    expect(await leadIn(2)).toEqual([expect.anything(), undefined]);
    valueOf(await restore(olga, 6, 1));
    expect((await findPost(open.db, slug))?.lead).toMatchObject({ id: present, alt: 'Present' });
  });

  it('are brought back once when two do it at once', async () => {
    const { postId } = await write('First');
    valueOf(await changePost(needs, olga, { postId, version: 1, title: 'Second' }));
    const answers = await Promise.all(
      [1, 2, 3].map(() => restorePost(needs, olga, { postId, version: 2, revision: 1 })),
    );
    expect(answers.map((one) => (one.ok ? 'done' : one.error.code)).toSorted()).toEqual([
      'done',
      'stale',
      'stale',
    ]);
  });
});

it('tags are lower case, each once, and a dozen at most', () => {
  expect(normaliseTags(['Live Patching!', 'live-patching', ' C++ ', '', '日本', '--'])).toEqual([
    'live-patching',
    'c++',
    '日本',
  ]);
  fc.assert(
    fc.property(fc.array(fc.string()), (tags) => {
      const once = normaliseTags(tags);
      expect(normaliseTags(once)).toEqual(once);
      expect(once.length).toBeLessThanOrEqual(MOST_TAGS);
    }),
  );
});

it('the address of a title is plain', () => {
  fc.assert(fc.property(fc.string(), (title) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(title))));
});
