import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf, type Needs } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { addEvent, addInvitation, addOrganiser, addPerson } from '../testing/community.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { SetClock } from '../testing/set-clock.ts';
import { processorTime } from '../testing/processor-time.ts';
import { changePost } from './change-post.ts';
import { importPosts } from './import-posts.ts';
import { oldAddressesOf, postFormerlyAt } from './old-address-queries.ts';
import { drafts, findPost, publishedPosts } from './post-queries.ts';
import { LONGEST_EXPORT, readWxr } from './read-wxr.ts';
import { unpackExport } from './unpack-export.ts';

const item = (fields: string, type = 'post', status = 'publish') => `<item>${fields}
<wp:post_type>${type}</wp:post_type><wp:status>${status}</wp:status></item>`;

const HEAD = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A blog</title><link>https://blog.example.org</link>
<wp:author><wp:author_login><![CDATA[mei]]></wp:author_login><wp:author_display_name><![CDATA[Mei & Lin]]></wp:author_display_name></wp:author>`;
const wxr = (...items: string[]) => `${HEAD}${items.join('\n')}</channel></rss>`;

const FIRST = item(`<title><![CDATA[We are going to Shanghai & back]]></title>
<link>https://blog.example.org/2015/03/we-go/</link><dc:creator><![CDATA[mei]]></dc:creator>
<guid isPermaLink="false">https://blog.example.org/?p=1</guid><description></description>
<content:encoded><![CDATA[<p>Two <b>days</b>.</p><script>alert(1)</script>]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2015-03-02 09:00:00</wp:post_date_gmt>
<category domain="category" nicename="announcements"><![CDATA[Announcements]]></category>
<category domain="post_tag" nicename="dev"><![CDATA[Developers]]></category>
<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
<wp:comment><wp:comment_content><![CDATA[Nice!]]></wp:comment_content></wp:comment>`);
const SECOND = item(`<title>Plain &lt;b&gt; title</title><link>https://blog.example.org/?p=2</link>
<dc:creator>gone</dc:creator><guid>https://blog.example.org/?p=2</guid>
<content:encoded>One.

Two.</content:encoded><pubDate>Mon, 04 May 2015 11:00:00 +0200</pubDate>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>`);

describe('a WordPress export', () => {
  it('is read with dates, tags, names, addresses and Markdown', () => {
    expect(readWxr(wxr(FIRST, SECOND))).toEqual({
      posts: [
        {
          importedAs: 'https://blog.example.org/?p=1',
          title: 'We are going to Shanghai & back',
          body: 'Two **days**.',
          kind: 'announcement',
          tags: ['announcements', 'developers'],
          authorName: 'Mei & Lin',
          publishedAt: '2015-03-02T09:00:00.000Z',
          address: '/2015/03/we-go',
        },
        {
          importedAs: 'https://blog.example.org/?p=2',
          title: 'Plain <b> title',
          body: 'One.\n\nTwo.',
          kind: 'article',
          tags: [],
          authorName: 'gone',
          publishedAt: '2015-05-04T09:00:00.000Z',
          address: null,
        },
      ],
      leftOut: [],
    });
  });

  it('says what of it is no post, and why', () => {
    const named = (name: string) => `<title>${name}</title><guid>${name}</guid>`;
    const long = `<content:encoded>${'x'.repeat(100_001)}</content:encoded>`;
    const { posts, leftOut } = readWxr(
      wxr(
        item(named('About'), 'page'),
        item(named('a.png'), 'attachment', 'inherit'),
        item(named('menu'), 'nav_menu_item'),
        item(named('Old'), 'post', 'trash'),
        item('<title> </title>'),
        item(named('Long') + long),
        item(named('Waiting'), 'post', 'pending'),
        item(`${named('Secret')}<wp:post_password>x</wp:post_password>`),
        item(named('No date')),
      ),
    );
    expect(leftOut).toEqual([
      { title: 'About', reason: 'page' },
      { title: 'a.png', reason: 'attachment' },
      { title: 'menu', reason: 'other-kind' },
      { title: 'Old', reason: 'trash' },
      { title: '', reason: 'no-title' },
      { title: 'Long', reason: 'too-long' },
    ]);
    expect(posts.map(({ title, publishedAt }) => [title, publishedAt])).toEqual([
      ['Waiting', null],
      ['Secret', null],
      ['No date', null],
    ]);
  });

  it('with signs that mislead or that nobody can keep is read without them', () => {
    const { posts } = readWxr(
      wxr(
        item(
          '<title>a\u0000b\u202ec&#0;&#8;&#xD800;d</title><guid>1</guid><content:encoded>x\u0007y\r\nz</content:encoded>',
        ),
      ),
    );
    expect(posts[0]?.title.replaceAll('\ufffd', '')).toBe('abcd');
    expect(posts[0]?.body).toBe('xy z');
  });

  const bomb = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>`;
  it.each([
    ['a document type', `<?xml version="1.0"?>${bomb}<rss><channel></channel></rss>`, 'document-type'],
    [
      'one written in small letters',
      `<!doctype rss SYSTEM "file:///etc/passwd"><rss></rss>`,
      'document-type',
    ],
    ['a page', '<!DOCTYPE html><html><body>Hello</body></html>', 'document-type'],
    ['another kind of XML', '<feed><entry/></feed>', 'not-an-export'],
    ['no XML', 'PK\u0003\u0004 hello', 'not-an-export'],
    ['nothing', '', 'not-an-export'],
    ['more than anybody writes', ' '.repeat(LONGEST_EXPORT + 1), 'too-large'],
    ['the first half', wxr(FIRST, SECOND).slice(0, -300), 'broken-off'],
    ['the first half of a CDATA section', wxr(FIRST).slice(0, 700), 'broken-off'],
  ])('is refused when it is %s', (_, xml, reason) => {
    const refusal = (() => {
      try {
        return readWxr(xml);
      } catch (problem) {
        return problem;
      }
    })();
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({ fields: [{ path: 'file', code: 'not-an-export', params: { reason } }] });
  });

  it('may come packed, and is refused when it unpacks to more than anybody writes, or is broken', async () => {
    const xml = `\ufeff${wxr(FIRST, SECOND)}`;
    const packed = gzipSync(xml);
    expect(await unpackExport(packed)).toBe(xml.slice(1));
    expect(await unpackExport(Buffer.from(xml))).toBe(xml.slice(1));
    const refusals: [Uint8Array, string][] = [
      [gzipSync(' '.repeat(LONGEST_EXPORT + 1)), 'too-large'],
      [packed.subarray(0, -20), 'broken-off'],
      [Buffer.from([0x1f, 0x8b, 8]), 'broken-off'],
    ];
    for (const [bytes, reason] of refusals)
      await expect(unpackExport(bytes)).rejects.toMatchObject({
        fields: [{ path: 'file', code: 'not-an-export', params: { reason } }],
      });
  });

  it('knows no entities but XML’s own, and looks nothing up', () => {
    const { posts } = readWxr(wxr(item('<title>&lol; &amp; &xxe;</title><guid>1</guid>')));
    expect(posts[0]?.title).toBe('&lol; & &xxe;');
  });

  it('that is long or deep is read in its time', () => {
    const began = processorTime();
    expect(readWxr(wxr(...Array.from({ length: 2000 }, () => SECOND))).posts).toHaveLength(2000);
    expect(() => readWxr(wxr(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`))).toThrow(DomainError);
    expect(processorTime() - began).toBeLessThan(5000);
  });
});

onBothEngines('an import', (fresh) => {
  let open: OpenDatabase;
  let needs: Needs;
  let eventId: Id;
  let owner: Actor;
  let olga: Actor;
  let pia: Actor;

  beforeEach(async () => {
    open = await fresh();
    needs = { db: open.db, clock: new SetClock() };
    ({ id: eventId } = await addEvent(open.db, { slug: 'shanghai-2015' }));
    owner = person(await addPerson(open.db, 'Owner', { site_owner_since: '2026-01-01T00:00:00.000Z' }));
    const [olgaId, piaId] = [await addPerson(open.db, 'Olga'), await addPerson(open.db, 'Pia')];
    await addOrganiser(open.db, eventId, olgaId);
    await addInvitation(open.db, eventId, piaId, 'confirmed');
    [olga, pia] = [person(olgaId), person(piaId)];
  });
  afterEach(() => open.close());

  const take = (xml: string, who = owner, of: Id | null = null) => {
    const posts = readWxr(xml).posts.map((post) => ({ ...post, tags: [...post.tags] }));
    return importPosts(needs, who, { eventId: of, posts });
  };

  it('keeps dates, tags, names and addresses', async () => {
    expect(valueOf(await take(wxr(FIRST, SECOND)))).toEqual({ imported: 2 });
    const { posts } = await publishedPosts(open.db);
    expect(
      posts.map((post) => [post.slug, post.publishedAt, post.updatedAt, post.authorName, post.tags]),
    ).toEqual([
      ['plain-b-title', '2015-05-04T09:00:00.000Z', '2015-05-04T09:00:00.000Z', 'gone', []],
      [
        'we-are-going-to-shanghai-back',
        '2015-03-02T09:00:00.000Z',
        '2015-03-02T09:00:00.000Z',
        'Mei & Lin',
        ['announcements', 'developers'],
      ],
    ]);
    expect(await postFormerlyAt(open.db, '/2015/03/we-go/')).toBe('we-are-going-to-shanghai-back');
  });

  it('read twice changes nothing, also what was edited since', async () => {
    const xml = wxr(FIRST, SECOND, FIRST);
    valueOf(await take(xml));
    const post = await findPost(open.db, 'plain-b-title');
    valueOf(await changePost(needs, owner, { postId: post?.id ?? '', version: 1, title: 'Mended' }));
    const before = await publishedPosts(open.db);
    expect(valueOf(await take(xml))).toEqual({ imported: 0 });
    expect(await publishedPosts(open.db)).toEqual(before);
    expect(before.posts.map(({ title }) => title)).toEqual(['Mended', 'We are going to Shanghai & back']);
  });

  it('takes no address of ours, of an event or of a post that has it already', async () => {
    const at = (link: string) =>
      item(`<title>${link}</title><guid>${link}</guid><link>https://b.example${link}</link>
<wp:post_date_gmt>2015-03-02 09:00:00</wp:post_date_gmt>`);
    valueOf(await take(wxr(at('/posts/x'), at('/shanghai-2015/now'), at('/fine'))));
    valueOf(await take(wxr(at('/fine?again'))));
    const { posts } = await publishedPosts(open.db);
    const addresses = await Promise.all(posts.map(({ id }) => oldAddressesOf(open.db, id)));
    expect(addresses.flat()).toEqual(['/fine']);
    expect(posts).toHaveLength(4);
  });

  it('leaves drafts what they were, and nothing when one of them is not right', async () => {
    valueOf(await take(wxr(item('<title>Not yet</title><guid>9</guid>', 'post', 'draft')), olga, eventId));
    expect(
      (await drafts(open.db, { eventIds: [eventId], siteOwner: false })).map(({ title }) => title),
    ).toEqual(['Not yet']);
    const [good] = readWxr(wxr(FIRST)).posts;
    const posts = [
      { ...good!, tags: [] },
      { ...good!, importedAs: 'x', title: '', tags: [] },
    ];
    expect(await importPosts(needs, owner, { eventId: null, posts })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    expect((await publishedPosts(open.db)).count).toBe(0);
  });

  it('is for an event’s organisers, and for the site’s owner', async () => {
    const codes = [];
    for (const [who, of] of [
      [visitor, eventId],
      [pia, eventId],
      [olga, null],
      [olga, eventId],
      [owner, null],
    ] as const) {
      const result = await take(wxr(FIRST), who, of);
      codes.push(result.ok ? 'yes' : result.error.code);
    }
    expect(codes).toEqual(['sign-in-needed', 'not-allowed', 'not-allowed', 'yes', 'yes']);
  });
});
