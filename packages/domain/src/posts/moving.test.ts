import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, system, visitor, type Actor } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { changePost } from './change-post.ts';
import { isOwnAddress, oldAddress } from './old-address.ts';
import { oldAddressesOf, postFormerlyAt } from './old-address-queries.ts';
import { findPost, publishedPosts, tagCounts, yearCounts } from './post-queries.ts';
import { findPostRevision, postHistory } from './post-revision-queries.ts';
import { postsDue, publishDuePosts } from './publish-due-posts.ts';
import { publishPost } from './publish-post.ts';
import { schedulePost } from './schedule-post.ts';
import { setOldAddresses } from './set-old-addresses.ts';
import { writePost } from './write-post.ts';

const SHANGHAI = 'Asia/Shanghai';

onBothEngines('a post', (fresh) => {
  let open: OpenDatabase;
  let clock: SetClock;
  let needs: Needs;
  let eventId: Id;
  let eventSlug: string;
  let olga: Actor;
  let pia: Actor;
  let postId: Id;
  let slug: string;

  beforeEach(async () => {
    open = await fresh();
    clock = new SetClock('2026-03-02T10:00:00Z');
    needs = { db: open.db, clock };
    ({ id: eventId, slug: eventSlug } = await addEvent(open.db));
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
    const text = { eventId, title: 'Soon', body: 'One.', tags: ['soon'] };
    ({ postId, slug } = valueOf(await writePost(needs, olga, text)));
  });
  afterEach(() => open.close());

  const schedule = (at: string, zone = SHANGHAI, who = olga) =>
    schedulePost(needs, who, { postId, at, zone });
  const tick = async () => valueOf(await publishDuePosts(needs, system('clock'), {})).published;
  const seen = async () => [
    (await publishedPosts(open.db)).count,
    (await tagCounts(open.db)).length,
    (await yearCounts(open.db)).length,
  ];

  describe('that is scheduled', () => {
    it('is nowhere before its time, and bears that time from then on, however late the clock comes', async () => {
      expect(valueOf(await schedule('2026-03-03T09:00')).publishAt).toBe('2026-03-03T01:00:00.000Z');
      clock.set('2026-03-03T00:59:59Z');
      expect([await postsDue(open.db, '2026-03-03T00:59:59.000Z'), await tick(), await seen()]).toEqual([
        [],
        0,
        [0, 0, 0],
      ]);
      clock.set('2026-03-05T00:00:00Z');
      expect(await postsDue(open.db, '2026-03-05T00:00:00.000Z')).toEqual([postId]);
      expect([await tick(), await tick(), await seen()]).toEqual([1, 0, [1, 1, 1]]);
      expect(await findPost(open.db, slug)).toMatchObject({
        publishedAt: '2026-03-03T01:00:00.000Z',
        publishAt: null,
      });
    });

    it('can be put off, changed, recalled, and published at once', async () => {
      valueOf(await schedule('2026-03-03T09:00'));
      valueOf(await schedule('2026-03-04T09:00'));
      valueOf(await changePost(needs, olga, { postId, version: 1, title: 'Sooner' }));
      expect(await findPost(open.db, slug)).toMatchObject({ publishAt: '2026-03-04T01:00:00.000Z' });
      valueOf(await publishPost(needs, olga, { postId, published: false }));
      clock.set('2026-03-05T00:00:00Z');
      expect([await tick(), await seen()]).toEqual([0, [0, 0, 0]]);
      valueOf(await schedule('2026-03-06T09:00'));
      valueOf(await publishPost(needs, olga, { postId, published: true }));
      expect(await findPost(open.db, slug)).toMatchObject({
        publishedAt: '2026-03-05T00:00:00.000Z',
        publishAt: null,
      });
    });

    it('is refused for what has passed, what is no time, and what is published', async () => {
      expect(await schedule('2026-03-02T18:00')).toMatchObject({
        error: { fields: [{ path: 'at', code: 'in-the-past' }] },
      });
      expect(await schedule('2026-02-30T18:00')).toMatchObject({
        error: { fields: [{ path: 'at', code: 'not-a-date' }] },
      });
      expect(await schedule('2026-03-09T18:00', 'Moon/Tycho')).toMatchObject({
        error: { code: 'invalid-input' },
      });
      valueOf(await publishPost(needs, olga, { postId, published: true }));
      expect(await schedule('2026-03-09T18:00')).toMatchObject({ error: { code: 'wrong-state' } });
    });

    it('is so by its writers, and published by nobody but the clock', async () => {
      expect(await schedule('2026-03-03T09:00', SHANGHAI, pia)).toMatchObject({
        error: { code: 'not-allowed' },
      });
      expect(await schedule('2026-03-03T09:00', SHANGHAI, visitor)).toMatchObject({
        error: { code: 'sign-in-needed' },
      });
      expect(await publishDuePosts(needs, olga, {})).toMatchObject({ error: { code: 'not-allowed' } });
    });
  });

  describe('that was elsewhere before', () => {
    const set = (addresses: string[], who = olga, id = postId) =>
      setOldAddresses(needs, who, { postId: id, addresses });

    it('is found under each of its old addresses once it is published', async () => {
      const old = ['https://blog.example.org/2015/03/we-go/?p=1', '/2015/03/we-go', ' /über uns/ '];
      expect(valueOf(await set(old)).addresses).toEqual(['/2015/03/we-go', '/%C3%BCber%20uns']);
      expect(await postFormerlyAt(open.db, '/2015/03/we-go')).toBeUndefined();
      valueOf(await publishPost(needs, olga, { postId, published: true }));
      for (const path of ['/2015/03/we-go', '/2015/03/we-go/', '/%c3%bcber%20uns'])
        expect([path, await postFormerlyAt(open.db, path)]).toEqual([path, slug]);
      for (const path of ['/2015/03', '/2015/03/we-go/more', '/2015/03/We-Go', '/', '//x', '/%E0%A4%A'])
        expect([path, await postFormerlyAt(open.db, path)]).toEqual([path, undefined]);
      valueOf(await set(['/other']));
      expect(await oldAddressesOf(open.db, postId)).toEqual(['/other']);
      expect(await postFormerlyAt(open.db, '/2015/03/we-go')).toBeUndefined();
    });

    it('cannot have addresses of ours, of events, of other posts, or what is none', async () => {
      const other = valueOf(await writePost(needs, olga, { eventId, title: 'Other' }));
      valueOf(await set(['/taken'], olga, other.postId));
      for (const [address, code] of [
        ['/posts/soon', 'own-address'],
        ['https://blog.example.org/projects', 'own-address'],
        ['/_app/version.json', 'own-address'],
        [`/${eventSlug}/sessions`, 'own-address'],
        ['/taken/', 'address-taken'],
        ['/', 'not-an-address'],
        ['//', 'not-an-address'],
        ['mailto:a@example.org', 'not-an-address'],
        ['javascript:alert(1)', 'not-an-address'],
        ['/%ff', 'not-an-address'],
        [`/${'x'.repeat(500)}`, 'not-an-address'],
      ] as const)
        expect([address, await set(['/fine', address])]).toMatchObject([
          address,
          { error: { code: 'invalid-input', fields: [{ path: 'addresses', code }] } },
        ]);
      expect(await oldAddressesOf(open.db, postId)).toEqual([]);
    });

    it('is addressed by its writers', async () => {
      expect(await set(['/x'], pia)).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await set(['/x'], visitor)).toMatchObject({ error: { code: 'sign-in-needed' } });
    });
  });

  it('tells which texts it had, each with the one before', async () => {
    valueOf(await changePost(needs, olga, { postId, version: 1, title: 'Later', body: 'Two.', tags: ['b'] }));
    const { revisions, count } = await postHistory(open.db, postId);
    expect([
      count,
      ...revisions.map(({ version, title, tags, byName }) => [version, title, tags, byName]),
    ]).toEqual([2, [2, 'Later', ['b'], 'Olga'], [1, 'Soon', ['soon'], 'Olga']]);
    expect((await postHistory(open.db, postId, { page: 2, perPage: 1 })).revisions).toEqual([revisions[1]]);
    expect(await findPostRevision(open.db, postId, 2)).toMatchObject({
      revision: { body: 'Two.' },
      before: { body: 'One.' },
    });
    expect(await findPostRevision(open.db, postId, 1)).toMatchObject({
      revision: { body: 'One.' },
      before: null,
    });
    expect(await findPostRevision(open.db, postId, 3)).toBeUndefined();
  });
});

it('an old address is kept in one way, and never one that browsers would take for another site', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), (written) => {
      const address = oldAddress(written);
      if (address === null) return;
      expect(oldAddress(address)).toBe(address);
      expect(oldAddress(`${address}/`)).toBe(address);
      expect(address).toMatch(/^\/[^/\\]/);
      expect(isOwnAddress(`/posts${address}`)).toBe(true);
    }),
  );
});
