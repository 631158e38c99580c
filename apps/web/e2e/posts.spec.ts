import type { Page } from '@playwright/test';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
let mei: Page;
test.beforeAll(async ({ browser }) => {
  site = await startSite({ sample: true });
  mei = await signInWith(browser, sampleLink(site, 'Mei Lin')); // the link works once
});
test.afterAll(() => site.stop());

test('a tag leads to courses and to what the archive has of its topic, also where nobody has posted', async ({
  page: visitor,
}) => {
  await visitor.goto(`${site.origin}/tags/operations`);
  const also = visitor.getByRole('region', { name: 'Also tagged' });
  await also.getByRole('link', { name: /of this topic in the archive$/ }).click();
  await expect(visitor.getByLabel('Topic')).toHaveValue('operations');
  await expect(
    visitor
      .getByRole('heading', { level: 3 })
      .or(visitor.getByRole('heading', { level: 2 }))
      .first(),
  ).toBeVisible();
  await visitor.goBack();
  await also.getByRole('link', { name: /^Course: / }).click();
  await visitor.waitForURL(/\/courses\//);
});

test('a post is written, stays a draft, is published, and is found by its tag and in the feeds', async ({
  page: visitor,
}) => {
  const writer = mei;
  await writer.goto(site.origin);
  await writer.getByRole('link', { name: 'News' }).click();
  await writer.getByRole('link', { name: 'Write a post' }).first().click();
  await writer.getByLabel('Title').fill('Bring <b>your</b> board & cable');
  await writer.getByLabel('Text').fill('## What to bring\n\nA **board**. <script>alert(1)</script>');
  await writer.getByLabel('Kind').selectOption('Announcement');
  await writer.getByLabel('Tags').fill('Developers, Embedded Boards');
  await writer.getByRole('button', { name: 'Preview' }).click();
  await expect(writer.getByRole('heading', { name: 'What to bring' })).toBeVisible();
  await expect(writer.getByLabel('Tags')).toHaveValue('Developers, Embedded Boards');
  await writer.getByRole('button', { name: 'Keep as draft' }).click();
  await expect(writer.getByText('This is a draft')).toBeVisible();
  const address = writer.url();
  expect((await visitor.goto(address))?.status()).toBe(404);

  await writer.getByRole('button', { name: 'Publish now' }).click();
  await expect(writer.getByText('It is published.')).toBeVisible();
  await visitor.goto(`${site.origin}/tags/embedded-boards`);
  await visitor.getByRole('link', { name: 'Bring <b>your</b> board & cable' }).click();
  await expect(
    visitor.getByRole('heading', { level: 1, name: 'Bring <b>your</b> board & cable' }),
  ).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Edit' })).toHaveCount(0);

  // The elements that RFC 4287 (4.1.1, 4.1.2) asks of a feed and of each entry.
  const atom = await (await visitor.request.get(`${site.origin}/tags/developers/feed.atom`)).text();
  const feed = await visitor.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    const has = (parent: Element, names: string[]) =>
      names.filter((name) => ![...parent.children].some((child) => child.localName === name));
    return {
      broken: parsed.querySelector('parsererror')?.textContent ?? null,
      missing: has(parsed.documentElement, ['id', 'title', 'updated', 'link']),
      entries: [...parsed.querySelectorAll('entry')].map((entry) => ({
        title: entry.querySelector('title')?.textContent,
        missing: has(entry, ['id', 'title', 'updated', 'author', 'content', 'link']),
        script: entry.querySelector('content')?.textContent?.includes('<script'),
      })),
    };
  }, atom);
  expect(feed).toMatchObject({ broken: null, missing: [] });
  expect(feed.entries[0]).toEqual({ title: 'Bring <b>your</b> board & cable', missing: [], script: false });
  expect(feed.entries.map((entry) => entry.missing)).toEqual(feed.entries.map(() => []));
  const json = (await (await visitor.request.get(`${site.origin}/posts/feed.json`)).json()) as {
    items: { id: string; title: string }[];
  };
  expect(json.items[0]).toMatchObject({ id: address, title: 'Bring <b>your</b> board & cable' });
  expect((await visitor.request.get(`${site.origin}/posts/feed.exe`)).status()).toBe(404);

  // The same person in two windows: the second one to save sees both texts.
  const window = await writer.context().newPage();
  for (const opened of [writer, window]) await opened.goto(`${address}/edit`);
  await writer.getByLabel('Text').fill('First.');
  await writer.getByRole('button', { name: 'Save' }).click();
  await expect(writer.getByText('First.')).toBeVisible();
  await window.getByLabel('Text').fill('Second.');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Somebody else has changed this in the meantime')).toBeVisible();
  await expect(window.getByText('First.', { exact: true })).toBeVisible();
  await expect(window.getByLabel('Text')).toHaveValue('Second.');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Second.')).toBeVisible();
});

test('an event drafts its report from what happened; it is edited, published and found', async ({
  page: visitor,
}) => {
  const organiser = mei;
  await organiser.goto(`${site.origin}/shanghai-2015/organise`);
  const news = organiser.locator('#news');
  await expect(news.getByRole('button', { name: 'Draft the announcement' })).toHaveCount(0); // it is over
  await news.getByRole('button', { name: 'Draft a report' }).click();
  await expect(news.getByText('There is one already:')).toBeVisible();
  await expect(news.getByRole('link', { name: 'What came out of Shanghai' })).toHaveCount(2);
  await news.getByRole('button', { name: 'Draft another one' }).click();
  await expect(organiser.getByText('This is a draft')).toBeVisible();
  const drafted = organiser.locator('article');
  await expect(drafted.getByRole('heading', { level: 1 })).toHaveText(/^What came out of /);
  await expect(drafted.getByRole('row', { name: /^Sessions with notes \d/ })).toBeVisible();
  await expect(drafted.getByRole('heading', { name: 'Decisions' })).toBeVisible();
  await expect(drafted.getByRole('link', { name: 'notes', exact: true }).first()).toBeVisible();
  const address = organiser.url();
  expect((await visitor.goto(address))?.status()).toBe(404);

  await organiser.getByRole('link', { name: 'Edit' }).click();
  await organiser.getByLabel('Title').fill('Two days by the river');
  await organiser.getByLabel('Tags').fill('developers, river');
  await organiser.getByRole('button', { name: 'Save' }).click();
  await organiser.getByRole('button', { name: 'Publish now' }).click();
  await expect(organiser.getByText('It is published.')).toBeVisible();
  await visitor.goto(`${site.origin}/tags/river`);
  await visitor.getByRole('link', { name: 'Two days by the river' }).click();
  await visitor.getByRole('link', { name: 'notes', exact: true }).first().click();
  await expect(visitor.getByRole('heading', { name: 'Decisions' }).first()).toBeVisible();
  const feed = (await (await visitor.request.get(`${site.origin}/tags/river/feed.json`)).json()) as {
    items: { id: string; title: string; content_html: string }[];
  };
  expect(feed.items.map(({ id, title }) => ({ id, title }))).toEqual([
    { id: address, title: 'Two days by the river' },
  ]);
  // A reader of the feed is on no page of ours: links lead here all the same.
  expect(feed.items[0]?.content_html).toContain(`href="${site.origin}/shanghai-2015/sessions/`);
  expect(feed.items[0]?.content_html).not.toContain('href="/');

  // It was on another blog before: old links lead here, and never away from pages of ours.
  await organiser.goto(address);
  await organiser.getByText('Old addresses', { exact: true }).click();
  const old = organiser.getByLabel('Old addresses, one per line');
  await old.fill('/posts/elsewhere');
  await organiser.getByRole('button', { name: 'Save' }).click();
  await expect(organiser.getByText('/posts/elsewhere is a page of this site')).toBeVisible();
  await expect(old).toHaveValue('/posts/elsewhere');
  await old.fill('https://blog.example.org/2015/05/two-days/');
  await organiser.getByRole('button', { name: 'Save' }).click();
  await expect(organiser.getByText('The old addresses are kept.')).toBeVisible();
  const followed = await visitor.request.get(`${site.origin}/2015/05/two-days/`, { maxRedirects: 0 });
  expect([followed.status(), followed.headers()['location']]).toEqual([301, new URL(address).pathname]);
  await visitor.goto(`${site.origin}/2015/05/two-days`);
  await expect(visitor.getByRole('heading', { level: 1, name: 'Two days by the river' })).toBeVisible();
  expect((await visitor.request.get(`${site.origin}/2015/05/two`)).status()).toBe(404);

  // Taken back and to appear later: nobody else sees it meanwhile, and it can be recalled.
  await organiser.getByRole('button', { name: 'Make it a draft again' }).click();
  await organiser.getByText('Publish at a time', { exact: true }).click();
  await organiser.getByLabel('When').fill('2015-04-28T09:00');
  await organiser.getByRole('button', { name: 'Publish then' }).click();
  await expect(organiser.getByLabel('When')).toHaveAttribute('aria-invalid', 'true');
  await organiser.getByLabel('When').fill('2099-04-28T09:00');
  await organiser.getByRole('button', { name: 'Publish then' }).click();
  await expect(organiser.getByText('It publishes itself on Tuesday')).toBeVisible();
  expect((await visitor.goto(address))?.status()).toBe(404);
  expect((await visitor.goto(`${site.origin}/2015/05/two-days`))?.status()).toBe(404);
  expect((await visitor.goto(`${site.origin}/tags/river`))?.status()).toBe(404);
  await organiser.getByRole('button', { name: 'Recall' }).click();
  await expect(organiser.getByText('It is a draft again.')).toBeVisible();

  // Every text is kept.
  await organiser.getByRole('link', { name: 'Earlier texts (version 2)' }).click();
  await organiser.getByRole('link', { name: 'Version 2', exact: true }).click();
  await expect(organiser.locator('dd ins')).toContainText(['Two days by the river', 'river']);
});

test('posts move here from WordPress: looked at first, taken over once, found under their old addresses', async ({
  page: visitor,
}) => {
  const item = (title: string, address: string, type = 'post') => `<item><title>${title}</title>
<link>https://blog.example.org${address}</link><guid>${address}</guid><dc:creator>Ravi</dc:creator>
<content:encoded><![CDATA[<h2>Why</h2><p>Because <b>boards</b>.</p><script>document.title = 'ran'</script>]]></content:encoded>
<wp:post_date_gmt>2012-06-01 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>${type}</wp:post_type><category domain="post_tag">moved</category></item>`;
  const xml = `<?xml version="1.0"?><rss version="2.0"><channel>${item('From the old blog', '/2012/06/old/')}${item('About us', '/about-us/', 'page')}</channel></rss>`;
  const file = (text: string) => ({ name: 'blog.xml', mimeType: 'text/xml', buffer: Buffer.from(text) });

  const organiser = mei;
  await organiser.goto(`${site.origin}/posts`);
  await organiser.getByRole('link', { name: 'Move posts here' }).click();
  const chosen = organiser.getByLabel('Export file');
  await chosen.setInputFiles(file(`<!DOCTYPE rss [<!ENTITY x "y">]>${xml}`));
  await organiser.getByRole('button', { name: 'Look what is in it' }).click();
  await expect(organiser.getByText('This file has a document type').first()).toBeVisible();
  await chosen.setInputFiles(file(xml));
  await organiser.getByRole('button', { name: 'Look what is in it' }).click();
  await expect(organiser.getByRole('heading', { name: 'One post would be taken over' })).toBeVisible();
  await expect(organiser.getByText('1 June 2012 · by Ravi · was at /2012/06/old · moved')).toBeVisible();
  await expect(organiser.getByText('About us – a page, not a post')).toBeVisible();
  expect((await visitor.request.get(`${site.origin}/tags/moved`)).status()).toBe(404); // nothing was kept yet
  await organiser.getByRole('button', { name: 'Take over one post' }).click();
  await expect(organiser.getByText('One post is here now.')).toBeVisible();
  // More than a form may hold: it is packed on its way.
  const comments = '<wp:comment>What others said.</wp:comment>'.repeat(100_000);
  await chosen.setInputFiles(file(xml.replace('</channel>', `${comments}</channel>`)));
  await organiser.getByRole('button', { name: 'Look what is in it' }).click();
  await expect(organiser.getByText('There is nothing in this file that is not here already.')).toBeVisible();

  await visitor.goto(`${site.origin}/2012/06/old/`);
  await expect(visitor).toHaveURL(`${site.origin}/posts/from-the-old-blog`);
  await expect(visitor.getByRole('heading', { level: 2, name: 'Why' })).toBeVisible();
  await expect(visitor.getByText('Friday, 1 June 2012')).toBeVisible();
  await expect(visitor).toHaveTitle('From the old blog – Plenary');
});
