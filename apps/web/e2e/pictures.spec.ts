import { inflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { SECRET, smallAvif, smallPng } from '@plenary/domain/testing/small-pictures.ts';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
let mei: Page;
test.beforeAll(async ({ browser }) => {
  site = await startSite({ sample: true });
  mei = await signInWith(browser, sampleLink(site, 'Mei Lin')); // the link works once
});
test.afterAll(() => site.stop());

const png = (name: string, buffer = smallPng(320, 200)) => ({ name, mimeType: 'image/png', buffer });
const editor = (page: Page) => page.getByRole('textbox', { name: 'Notes' }).and(page.locator('.cm-content'));
const shown = (page: Page, name: string) =>
  page.getByRole('img', { name }).evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);

test('a post is written with a lead picture and one in its text, by keyboard', async ({ page: visitor }) => {
  await mei.goto(`${site.origin}/posts/new`);
  await mei.getByLabel('Title').fill('Pictures from the river');
  const text = mei.getByLabel('Text', { exact: true });
  await text.fill('Before.\n\nAfter.');
  await text.press('Control+Home');
  await text.press('End');
  await mei.keyboard.press('Tab');
  await expect(mei.getByRole('button', { name: 'Add a picture' })).toBeFocused();
  await mei.keyboard.press('Enter');
  const dialog = mei.getByRole('dialog', { name: 'Add a picture' });
  await dialog.getByLabel('Picture', { exact: true }).setInputFiles(png('whiteboard.jpg'));
  await dialog.getByLabel('What the picture shows').press('Enter');
  await expect(dialog.getByText('Say what the picture shows, or that it is only decoration.')).toBeVisible();
  await dialog.getByLabel('What the picture shows').fill('A [whiteboard] in the sun');
  await mei.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(text).toBeFocused();
  await expect(text).toHaveValue(
    /^Before\.\n\n!\[A \\\[whiteboard\\\] in the sun\]\(\/pictures\/[0-9a-z]{26}-320x200\)\n\nAfter\.$/,
  );

  const lead = mei.getByRole('group', { name: 'Lead picture' });
  await lead.getByLabel('Picture', { exact: true }).setInputFiles(png('river.png', smallPng(640, 300)));
  await mei.getByRole('button', { name: 'Preview' }).click();
  await expect(mei.locator('#preview').getByRole('img', { name: 'A [whiteboard] in the sun' })).toBeVisible();
  await mei.getByRole('button', { name: 'Keep as draft' }).click();
  const alt = lead.getByLabel('What the picture shows');
  await expect(alt).toHaveAttribute('aria-invalid', 'true'); // the picture has stayed, its words are missing
  await alt.fill('The river');
  await mei.getByRole('button', { name: 'Keep as draft' }).click();
  await mei.getByRole('button', { name: 'Publish now' }).click();
  await expect(mei.getByText('It is published.')).toBeVisible();

  await visitor.goto(mei.url());
  expect(await shown(visitor, 'The river')).toEqual([640, 300]);
  await visitor.getByRole('img', { name: 'A [whiteboard] in the sun' }).scrollIntoViewIfNeeded();
  await expect.poll(() => shown(visitor, 'A [whiteboard] in the sun')).toEqual([320, 200]);
  const address = await visitor.getByRole('img', { name: 'The river' }).getAttribute('src');
  await expect(visitor.locator('meta[property="og:image"]')).toHaveAttribute(
    'content',
    site.origin + address,
  );

  const answer = await visitor.request.get(site.origin + address);
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect((await answer.body()).includes(SECRET)).toBe(false);
  expect((await visitor.request.get(`${site.origin}${address}0`)).status()).toBe(404);

  await visitor.goto(`${site.origin}/posts`);
  await expect(visitor.getByRole('img', { name: 'The river' })).toBeVisible();
  const feed = (format: string) => visitor.request.get(`${site.origin}/posts/feed.${format}`);
  const json = (await (await feed('json')).json()) as { items: { image: string; content_html: string }[] };
  expect(json.items[0]?.image).toBe(site.origin + address);
  expect(json.items[0]?.content_html).toContain(`<img src="${site.origin}${address}" alt="The river"`);
  const enclosed = (text: string, mark: string) =>
    (text.match(new RegExp(`<${mark} [^>]*>`, 'g')) ?? []).filter((one) =>
      one.includes(`"${site.origin}${address}"`),
    );
  expect(enclosed(await (await feed('rss')).text(), 'enclosure')).toHaveLength(1);
  expect(enclosed(await (await feed('atom')).text(), 'link')).toHaveLength(1);

  // The lead picture goes again; the text stays.
  await mei.goto(`${mei.url()}/edit`);
  await mei.getByLabel('Without this picture').check();
  await mei.getByRole('button', { name: 'Save' }).click();
  await expect(mei.getByRole('heading', { level: 1, name: 'Pictures from the river' })).toBeVisible();
  await expect(mei.getByRole('img', { name: 'The river' })).toHaveCount(0);
});

test('a large photo is made smaller in the browser, and pasted into a project', async () => {
  await mei.goto(`${site.origin}/projects/new`);
  const text = mei.getByRole('textbox', { name: 'Text' });
  await text.evaluate(async (area) => {
    const canvas = new OffscreenCanvas(3000, 1500);
    const pen = canvas.getContext('2d');
    for (let x = 0; pen && x < 3000; x += 10) {
      pen.fillStyle = `hsl(${x} 80% 50%)`;
      pen.fillRect(x, 0, 10, 1500);
    }
    const data = new DataTransfer();
    data.items.add(
      new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'photo.jpg', { type: 'image/jpeg' }),
    );
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const dialog = mei.getByRole('dialog', { name: 'Add a picture' });
  await expect(dialog.getByLabel('What the picture shows')).toBeFocused();
  await dialog.getByLabel('What the picture shows').fill('All colours');
  await dialog.getByRole('button', { name: 'Put it into the text' }).click();
  await expect(text).toHaveValue(/^!\[All colours\]\(\/pictures\/[0-9a-z]{26}-2000x1000-640x320\)\n$/);
  await mei.getByLabel('Name', { exact: true }).fill('Colours');
  await mei.getByRole('button', { name: 'Create the page' }).click();
  await expect(mei.getByRole('heading', { level: 1, name: 'Colours' })).toBeVisible();
  // Its version for lists was sent with it: the browser takes the one that fits.
  const picture = mei.getByRole('img', { name: 'All colours' });
  const taken = () => picture.evaluate((img: HTMLImageElement) => /[^-]*$/.exec(img.currentSrc)?.[0]);
  await expect.poll(taken).toBe('640x320');
  const address = (await picture.getAttribute('src')) ?? '';
  const small = address.replace('-2000x1000', '');
  const [whole, less] = [
    await mei.request.get(site.origin + address),
    await mei.request.get(site.origin + small),
  ];
  expect([whole.status(), less.status()]).toEqual([200, 200]);
  expect((await less.body()).length).toBeLessThan((await whole.body()).length / 2);
  expect(less.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  for (const other of [address.replace('-640x320', ''), small.replace('640x320', '320x160')])
    expect((await mei.request.get(site.origin + other)).status()).toBe(404);
});

test('a post’s lead picture has a version for lists, and comes back with an earlier text', async ({
  page,
}) => {
  await mei.goto(`${site.origin}/posts/new`);
  await mei.getByLabel('Title').fill('Led by a photo');
  const lead = mei.getByRole('group', { name: 'Lead picture' });
  const photo = await mei.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 800);
    const pen = canvas.getContext('2d');
    for (let x = 0; pen && x < 1600; x += 10) {
      pen.fillStyle = `hsl(${x} 60% 40%)`;
      pen.fillRect(x, 0, 10, 800);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
  });
  await lead
    .getByLabel('Picture', { exact: true })
    .setInputFiles(png('photo.png', Buffer.concat([Buffer.from(photo), Buffer.alloc(400_000)])));
  await lead.getByLabel('What the picture shows').fill('All colours again');
  await mei.getByRole('button', { name: 'Keep as draft' }).click();
  await mei.getByRole('button', { name: 'Publish now' }).click();
  await expect(mei.getByText('It is published.')).toBeVisible();
  const address = new URL(mei.url()).pathname;

  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.goto(`${site.origin}/posts`);
  const listed = page.getByRole('img', { name: 'All colours again' });
  await listed.scrollIntoViewIfNeeded();
  await expect
    .poll(() => listed.evaluate((img: HTMLImageElement) => img.currentSrc))
    .toMatch(/\/pictures\/[0-9a-z]{26}-640x320$/);
  await page.goto(site.origin + address);
  await expect(page.locator('meta[property="og:image"]')).toHaveAttribute('content', /-1600x800-640x320$/);
  expect(complaints).toEqual([]);

  await mei.goto(`${site.origin}${address}/edit`);
  await mei.getByLabel('Without this picture').check();
  await mei.getByLabel('Text', { exact: true }).fill('Without it.');
  await mei.getByRole('button', { name: 'Save' }).click();
  await mei.getByRole('link', { name: 'Earlier texts (version 2)' }).click();
  await mei.getByRole('link', { name: 'Version 2', exact: true }).click();
  await expect(mei.getByRole('definition').getByRole('img', { name: 'All colours again' })).toBeVisible();
  await expectAccessible(mei);
  await mei.getByRole('link', { name: 'Version before' }).click();
  await mei.getByRole('button', { name: 'Bring this text back' }).click();
  await expect(mei.getByText('The earlier text is back')).toBeVisible();
  await expect(mei.getByRole('img', { name: 'All colours again' })).toBeVisible();
  await expect(mei.getByText('Without it.')).toHaveCount(0);
});

test('a picture is put into a proposal, and into notes while others write them', async ({ browser }) => {
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'));
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'));
  const send = async (page: Page, alt: string) => {
    const dialog = page.getByRole('dialog', { name: 'Add a picture' });
    await dialog.getByLabel('What the picture shows').fill(alt);
    await dialog.getByRole('button', { name: 'Put it into the text' }).click();
    await expect(dialog).toBeHidden();
  };
  await jonas.goto(`${site.origin}/cambridge-2026/sessions/new`);
  await jonas.getByLabel('Headline').fill('Boot in pictures');
  const buttons = jonas.getByRole('button', { name: 'Add a picture' });
  await expect(buttons).toHaveCount(3);
  await buttons.first().press('Enter');
  const dialog = jonas.getByRole('dialog', { name: 'Add a picture' });
  await dialog.getByLabel('Picture', { exact: true }).setInputFiles(png('boot.png'));
  await send(jonas, 'The boot');
  const problem = jonas.getByRole('textbox', { name: /^The problem/ });
  await expect(problem).toHaveValue(/^!\[The boot\]\(\/pictures\/[0-9a-z]{26}-320x200\)\n$/);
  await expectAccessible(jonas);
  await jonas.getByRole('button', { name: 'Propose' }).click();
  await expect(jonas.getByRole('img', { name: 'The boot' })).toBeVisible();

  await jonas.getByRole('link', { name: 'Write notes' }).click();
  await jonas.waitForURL(/\/notes$/);
  await aoife.goto(jonas.url());
  const [one, two] = [editor(jonas), editor(aoife)];
  await one.press('Control+Home');
  await jonas.keyboard.insertText('Before.\n\nBehind.');
  await expect(two).toContainText('Behind.');
  await one.press('Control+Home');
  await one.press('End');
  await jonas.getByRole('button', { name: 'Add a picture to “Notes”' }).press('Enter');
  await dialog.getByLabel('Picture', { exact: true }).setInputFiles(png('board.png'));
  await two.press('Control+Home');
  await two.pressSequentially('Meanwhile. ');
  await send(jonas, 'The board');
  await expect(jonas.getByRole('status').filter({ hasText: 'The picture is in the text.' })).toBeVisible();
  await expect(one).toBeFocused();
  // Between the lines there may be the name of the other writer, at their cursor.
  await expect(two).toContainText(
    /Meanwhile\. Before\.[^![]*!\[The board\]\(\/pictures\/[^)]*-320x200\)[^![]*Behind\./,
  );

  // Pasted and dropped, what is a picture and what is none.
  const bytes = [...smallPng(50, 40)];
  const offer = (kind: 'paste' | 'drop', name: string, type: string) =>
    one.evaluate(
      (area, given) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(given.bytes)], given.name, { type: given.type }));
        const { x, y } = area.querySelector('.cm-line')?.getBoundingClientRect() ?? { x: 0, y: 0 };
        const some = { bubbles: true, cancelable: true, composed: true };
        area.dispatchEvent(
          given.kind === 'paste'
            ? new ClipboardEvent('paste', { ...some, clipboardData: data })
            : new DragEvent('drop', { ...some, dataTransfer: data, clientX: x + 1, clientY: y + 5 }),
        );
      },
      { kind, name, type, bytes },
    );
  await one.press('Control+End');
  await offer('paste', 'pasted.png', 'image/png');
  await send(jonas, 'Pasted');
  await expect(two).toContainText(/Behind\.[^![]*!\[Pasted\]\(\/pictures\/[^)]*-50x40\)[^![]*$/);
  await offer('drop', 'dropped.png', 'image/png');
  await send(jonas, 'Dropped');
  await expect(two).toContainText(/^!\[Dropped\]/);
  const before = await one.textContent();
  await offer('drop', 'slides.pdf', 'application/pdf');
  await expect(dialog.getByText('This is no JPEG, PNG, WebP, GIF or AVIF').first()).toBeVisible();
  await jonas.keyboard.press('Escape');
  await offer('paste', 'page.png', 'image/png');
  await dialog
    .getByLabel('Picture', { exact: true })
    .setInputFiles(png('page.png', Buffer.from('<!doctype html>')));
  await dialog.getByLabel('What the picture shows').fill('A page');
  await dialog.getByRole('button', { name: 'Put it into the text' }).click();
  await expect(dialog.getByLabel('Picture', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await jonas.keyboard.press('Escape');
  expect(await one.textContent()).toBe(before);
});

test('a spoofed version for lists is not kept, and the picture is', async () => {
  const send = (small: Buffer | string) =>
    mei.request.post(`${site.origin}/pictures?/send`, {
      headers: { origin: site.origin, accept: 'application/json' },
      multipart: {
        picture: png('whole.png', smallPng(2000, 1000)),
        pictureSmall: typeof small === 'string' ? small : png('small.png', small),
        alt: 'Spoofed',
      },
    });
  for (const small of [
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    smallPng(320, 640),
    smallPng(3000, 1500),
    smallPng(30_000, 1600, true),
    'no file',
  ]) {
    const answer = await (await send(small)).text();
    expect(answer).toMatch(/\/pictures\/[0-9a-z]{26}-2000x1000\)/);
  }
  expect(await (await send(smallPng(640, 320))).text()).toMatch(/-2000x1000-640x320\)/);
});

test('without script a picture is sent, its line copied, and removed again', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await mei.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(`${site.origin}/projects/new`);
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /^Add a picture/ }).click(),
  ]);
  const send = async (file: { name: string; mimeType: string; buffer: Buffer }, alt: string) => {
    await other.getByLabel('Picture', { exact: true }).setInputFiles(file);
    await other.getByLabel('What the picture shows').fill(alt);
    await other.getByRole('button', { name: 'Send the picture' }).click();
  };
  const refusals = [
    ['page.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'This is no JPEG, PNG'],
    ['x.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'This is no JPEG, PNG'],
    ['huge.png', smallPng(60_000, 60_000, true), 'The picture is 60000 × 60000 pixels'],
    ['cut.png', smallPng(320, 200).subarray(0, 90), 'damaged or breaks off'],
    ['photo.avif', smallAvif(64, 64, 'Exif'), 'Save it as JPEG, PNG or WebP'],
  ] as const;
  for (const [name, bytes, words] of refusals) {
    await send(png(name, bytes), 'A plan');
    await expect(other.getByText(words).first()).toBeVisible();
    await expect(other.getByLabel('What the picture shows')).toHaveValue('A plan');
  }
  await send(png('../../plan.png'), 'The plan');
  const line = await other.getByLabel('Copy this line into your text').first().inputValue();
  expect(line).toMatch(/^!\[The plan\]\(\/pictures\/[0-9a-z]{26}-320x200\)$/);
  await page.getByLabel('Name', { exact: true }).fill('The plan itself');
  await page.getByRole('textbox', { name: 'Text' }).fill(`See ${line} there.`);
  await page.getByRole('button', { name: 'Create the page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The plan itself' })).toBeVisible();
  expect((await page.request.get(`${site.origin}${/\/pictures\/[^)]*/.exec(line)?.[0]}`)).status()).toBe(200);

  const first = other.getByRole('listitem').filter({ hasText: 'The plan' }).first();
  await first.getByText('Remove', { exact: true }).click();
  await first.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(other.getByText('The picture is gone.')).toBeVisible();
  expect((await page.request.get(`${site.origin}${/\/pictures\/[^)]*/.exec(line)?.[0]}`)).status()).toBe(404);
  await page.reload();
  await expect(page.getByRole('img', { name: 'The plan' })).toHaveCount(1); // its words stand where it was
  await context.close();
});

test('the sample’s posts begin with pictures that are pictures', async ({ page }) => {
  await page.goto(`${site.origin}/posts`);
  const sky = page.getByRole('img', { name: /^Towers by a river/ });
  await sky.scrollIntoViewIfNeeded();
  await expect.poll(() => sky.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(800);
  const bytes = await (await page.request.get(site.origin + (await sky.getAttribute('src')))).body();
  const data = bytes.subarray(41, bytes.length - 16); // behind IHDR, before IEND
  const pixels = inflateSync(data.subarray(0, data.length));
  expect(new Set(pixels).size).toBeGreaterThan(20);
});
