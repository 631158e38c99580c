import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

test('a post is written, stays a draft, is published, and is found by its tag and in the feeds', async ({
  browser,
  page: visitor,
}) => {
  const writer = await signInWith(browser, sampleLink(site, 'Mei Lin'));
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
