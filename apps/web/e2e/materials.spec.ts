import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
let jonas: Page, mei: Page;
test.beforeAll(async ({ browser }, info) => {
  site = await startSite({ sample: true });
  const options = { viewport: info.project.use.viewport ?? null };
  jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'), options);
  mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), options);
});
test.afterAll(() => site.stop());

const HEADLINE = 'Roadmap of the next release';
const EVENT = /Hypervisor Hackathon Cambridge/;

test('a recording is sent over a lost connection, played in parts, found by a visitor, and hidden at once', async ({
  page: visitor,
}) => {
  const wav = tone(24_000_000);
  const talk = fileOf('talk.wav', wav);

  await openSession(jonas);
  await jonas.getByRole('link', { name: 'Attach or change' }).click();
  await jonas.waitForURL(/\/materials$/);
  const desk = jonas.url();
  await jonas.getByLabel('Yes, and recordings may be public').check();
  await jonas.getByRole('button', { name: 'Save the answer' }).click();
  await expect(jonas.getByText('Your answer about recordings is saved.')).toBeVisible();
  await expectAccessible(jonas);

  // The network goes in the middle, then the page; the same file goes on where it stopped.
  const cut = await cutOffAfter(jonas, 2);
  await choose(jonas, talk);
  await expect(jonas.getByText(/The connection is lost/)).toBeVisible();
  await cut();
  await jonas.reload();
  const offsets = offsetsOfPieces(jonas);
  await choose(jonas, talk);
  await expect(jonas.getByText(/Has arrived: 24 MB/)).toBeVisible({ timeout: 60_000 });
  expect(offsets()[0]).toBeGreaterThanOrEqual(4_000_000); // two pieces of two megabytes or more were there
  await jonas.getByLabel('Title').fill('The roadmap, spoken');
  await jonas.getByLabel('Licence').fill('CC-BY-4.0');
  await jonas.getByRole('button', { name: 'Attach something' }).click();
  await expect(jonas.getByText('It is attached.')).toBeVisible();
  await expect(jonas.getByRole('heading', { name: 'The roadmap, spoken' })).toBeVisible();

  // What is no sound is refused with a sentence, and what was typed stays.
  await choose(jonas, fileOf('sound.mp3', '<html><script>alert(1)</script></html>'));
  await expect(
    jonas.getByText(/“sound.mp3” cannot be attached: by its content it is text\/html/),
  ).toBeVisible();

  // A visitor finds it in the archive, plays it, and sees only what is asked for.
  await visitor.goto(`${site.origin}/archive?search=spoken`);
  await expect(visitor.getByRole('heading', { name: 'The roadmap, spoken' })).toBeVisible();
  await expect(visitor.getByText('5 min', { exact: true })).toBeVisible();
  await expectAccessible(visitor);
  const link = visitor.getByRole('link', { name: 'Download talk.wav' });
  const address = new URL((await link.getAttribute('href')) ?? '', site.origin).href.replace('?download', '');
  const part = await visitor.request.get(address, { headers: { range: 'bytes=100-199' } });
  expect([part.status(), part.headers()['content-range'], part.headers()['content-type']]).toEqual([
    206,
    `bytes 100-199/${wav.length}`,
    'audio/wav',
  ]);
  expect(await part.body()).toEqual(wav.subarray(100, 200));
  expect(part.headers()['content-security-policy']).toContain("sandbox; default-src 'none'");
  const whole = await visitor.request.get(`${address}?download`);
  expect(whole.headers()['content-disposition']).toContain('attachment');
  expect((await whole.body()).equals(wav)).toBe(true);
  await visitor.locator('audio').evaluate((player: HTMLAudioElement) => {
    player.muted = true;
    player.currentTime = 30;
    return player.play();
  });
  await expect
    .poll(() => visitor.locator('audio').evaluate((player: HTMLAudioElement) => player.currentTime))
    .toBeGreaterThan(30.5);
  const feed = await visitor.request.get(`${site.origin}/archive/podcast-audio.rss`);
  const items = await readPodcast(visitor, await feed.text());
  expect(items.map((item) => item.title)).toEqual([
    'The roadmap, spoken',
    'When it breaks: recording',
    'Networks and disks: recording for the way home',
    'Live patching, the last twelve seconds',
    'When it breaks: recording',
    'Networks and disks: recording for the way home',
  ]);
  expect(items[0]).toEqual({
    title: 'The roadmap, spoken',
    guid: expect.stringMatching(/^plenary:[0-9a-z]{26}$/),
    date: true,
    url: address,
    length: String(wav.length),
    type: 'audio/wav',
    seconds: '272',
  });
  // The sample's talks have a smaller file, which the other feed offers.
  const small = await visitor.request.get(`${site.origin}/archive/podcast-audio-small.rss`);
  const smaller = await readPodcast(visitor, await small.text());
  expect(smaller.map(({ guid }) => guid)).toEqual(items.map(({ guid }) => guid));
  const bytes = (list: readonly { length: string }[]) =>
    list.reduce((sum, one) => sum + Number(one.length), 0);
  expect(bytes(smaller)).toBeLessThan(bytes(items));
  expect((await visitor.request.get(`${site.origin}/archive/podcast-slides.rss`)).status()).toBe(404);

  // The organiser hides it: gone from the archive, from the feed, and by its address.
  await mei.goto(desk);
  await mei.getByRole('button', { name: 'Hide at once' }).click();
  await expect(mei.getByText('It is hidden from everybody')).toBeVisible();
  for (const path of ['/archive', '/archive/podcast-audio.rss'])
    expect(await (await visitor.request.get(site.origin + path)).text()).not.toContain('The roadmap, spoken');
  expect((await visitor.request.get(address)).status()).toBe(404);
  expect((await jonas.request.get(address)).status()).toBe(200);
});

test('a file chosen before the script has come is sent all the same', async () => {
  await openSession(jonas);
  await jonas.getByRole('link', { name: 'Attach or change' }).click();
  await jonas.waitForURL(/\/materials$/);
  let come: () => void = () => undefined;
  const script = new Promise<void>((resolve) => (come = resolve));
  await jonas.route('**/_app/**/*.js', async (route) => {
    await script;
    await route.continue();
  });
  await jonas.reload({ waitUntil: 'commit' });
  await choose(jonas, fileOf('early.wav', tone(100_000)));
  come();
  await expect(jonas.getByText(/Has arrived/)).toBeVisible();
  await expect(jonas.getByText('early.wav', { exact: true })).toBeVisible();
  await jonas.unroute('**/_app/**/*.js');
});

test('where a proxy lets less through, a file goes on in smaller pieces', async () => {
  await openSession(jonas);
  await jonas.getByRole('link', { name: 'Attach or change' }).click();
  await jonas.waitForURL(/\/materials$/);
  const offsets = offsetsOfPieces(jonas);
  let refused = false;
  await jonas.route('**/uploads/**', async (route) => {
    if (route.request().method() !== 'PATCH' || refused) return route.continue();
    refused = true;
    await route.fulfill({ status: 413, body: '<h1>413 Request Entity Too Large</h1>' });
  });
  await choose(jonas, fileOf('proxied.wav', tone(3_000_000)));
  await expect(jonas.getByText(/Has arrived: 3 MB/)).toBeVisible();
  expect(offsets()).toEqual([0, 0, 1_000_000, 2_000_000]);
  await jonas.unroute('**/uploads/**');
});

test('slides are looked through page by page, and go on where one stopped', async ({ page: visitor }) => {
  const asked: string[] = [];
  visitor.on('request', (request) => void asked.push(request.url()));
  const refused: string[] = [];
  visitor.on('console', (told) => void (told.type() === 'error' && refused.push(told.text())));
  await visitor.goto(`${site.origin}/archive?search=roadmap`);
  const open = visitor.getByRole('button', { name: 'Look through roadmap.pdf here' });
  await expect(open).toBeVisible();
  expect(asked.filter((url) => url.includes('pdf'))).toEqual([]); // nothing of the reader before it is wanted
  await open.click();
  const reader = visitor.getByRole('region', { name: 'Roadmap: the list on three slides' });
  const page = (number: number) => reader.getByRole('group', { name: `Page ${number} of 3` });
  await expect(page(1)).toBeFocused();
  await expect(page(1).getByText('Shanghai, April 2015')).toBeAttached();
  await expectAccessible(visitor);
  await visitor.keyboard.press('ArrowRight');
  await expect(page(2).getByText('Nineteen items with an owner')).toBeAttached();
  await reader.getByRole('spinbutton', { name: 'Page' }).fill('9');
  await reader.getByRole('spinbutton', { name: 'Page' }).press('Enter');
  await expect(page(3).getByText('Eight items moved on')).toBeAttached();
  await expect(reader.getByRole('spinbutton', { name: 'Page' })).toHaveValue('3');
  await expect(reader.getByRole('button', { name: 'Next' })).toHaveAttribute('aria-disabled', 'true');
  await reader.getByRole('button', { name: 'Full screen' }).click();
  await expect(reader.getByRole('button', { name: 'Full screen', pressed: true })).toBeVisible();
  await reader.getByRole('button', { name: 'Close' }).click();
  await expect(reader).toHaveCount(0);
  await visitor.reload();
  await open.click();
  await expect(page(3).getByText('No owner, no place on the list')).toBeAttached();

  // A damaged file says so, and its links are there still.
  await visitor.route('**/roadmap.pdf', (route) => route.fulfill({ body: 'no slides' }));
  await visitor.reload();
  await open.click();
  await expect(visitor.getByText('It cannot be shown here. Open or download it instead.')).toBeVisible();
  await expect(visitor.getByRole('link', { name: 'Download roadmap.pdf' })).toBeVisible();
  expect(refused).toEqual([]);
});

test('uploads refuse wrong offsets, other people, too much, and strangers @desk', async ({ request }) => {
  await openSession(jonas);
  const eventId = await eventIdOf(jonas);
  const create = (by: Page['request'], size: number, name = 'a.pdf', event = eventId) =>
    by.post(`${site.origin}/uploads`, {
      headers: {
        origin: site.origin,
        'tus-resumable': '1.0.0',
        'upload-length': String(size),
        'upload-metadata': `event ${base64(event)},name ${base64(name)}`,
      },
    });
  const patch = (by: Page['request'], address: string, offset: number, data: Buffer) =>
    by.fetch(site.origin + address, {
      method: 'PATCH',
      data,
      headers: {
        origin: site.origin,
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
    });
  const created = await create(jonas.request, 100, '../../../evil.pdf');
  expect(created.status()).toBe(201);
  const address = created.headers()['location'] ?? '';
  expect(address).toMatch(/^\/uploads\/[0-9a-z]{26}$/);
  expect((await patch(jonas.request, address, 50, Buffer.alloc(10))).status()).toBe(409);
  expect((await patch(jonas.request, address, 0, Buffer.alloc(101))).status()).toBe(413);
  expect((await patch(mei.request, address, 0, Buffer.alloc(10))).status()).toBe(404);
  expect((await patch(request, address, 0, Buffer.alloc(10))).status()).toBe(404);
  expect((await patch(jonas.request, '/uploads/../../secret', 0, Buffer.alloc(10))).status()).not.toBe(204);
  expect((await jonas.request.get(site.origin + address)).status()).toBe(405);
  expect((await patch(jonas.request, address, 0, Buffer.from('%PDF-1.4\n'))).status()).toBe(204);
  expect((await create(request, 100)).status()).toBe(401);
  expect((await create(jonas.request, 0)).status()).toBe(422);
  expect((await create(jonas.request, 5e9)).status()).toBe(413);
  expect(await (await create(jonas.request, 5e9)).text()).toContain('a file may have 4000 MB here');
  expect((await create(jonas.request, 100, '')).status()).toBe(422);
  expect((await create(jonas.request, 100, 'a.pdf', 'nonsense')).status()).toBe(422);

  // Without script the file goes with the form; what only its name calls a PDF is refused.
  const desk = `${jonas.url()}/materials`;
  const attach = (title: string, bytes: string) =>
    jonas.request.post(`${desk}?/attach`, {
      headers: { origin: site.origin, accept: 'text/html' },
      maxRedirects: 0,
      multipart: {
        ...{ title, description: '', licence: '', language: '', kind: 'slides', link: '' },
        files: { name: 'plain.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) },
      },
    });
  expect((await attach('Sent plainly', '%PDF-1.4\n%%EOF\n')).status()).toBe(303);
  const refused = await attach('No slides', '<!doctype html><title>x</title>');
  expect([refused.status(), (await refused.text()).includes('by its content it is text/html')]).toEqual([
    415,
    true,
  ]);
  await jonas.goto(desk);
  await expect(jonas.getByRole('heading', { name: 'Sent plainly' })).toBeVisible();
  await expect(jonas.getByRole('heading', { name: 'No slides' })).toHaveCount(0);
});

async function openSession(page: Page): Promise<void> {
  await page.goto(site.origin);
  await page.getByRole('link', { name: EVENT }).first().click();
  await page.getByRole('navigation', { name: 'This event' }).getByRole('link', { name: 'Sessions' }).click();
  await page.getByRole('link', { name: HEADLINE }).first().click();
}

/** A file of the disk, so that it is known again by its date. */
function choose(page: Page, path: string): Promise<void> {
  return page.getByLabel('Files', { exact: true }).setInputFiles(path);
}

function fileOf(name: string, bytes: Buffer | string): string {
  const path = join(site.data, name);
  writeFileSync(path, bytes);
  return path;
}

/** Lets some pieces through and fails all after them, as a lost network does; returns how to mend it. */
async function cutOffAfter(page: Page, pieces: number): Promise<() => Promise<void>> {
  let sent = 0;
  await page.route('**/uploads/**', (route) => {
    sent += 1;
    return sent > pieces ? route.abort('internetdisconnected') : route.continue();
  });
  return () => page.unroute('**/uploads/**');
}

/** Where in its file each piece begins that is sent from now on. */
function offsetsOfPieces(page: Page): () => number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return () => offsets;
}

/** What a podcast app reads; fails where something is missing that it must have. */
function readPodcast(page: Page, xml: string) {
  return page.evaluate((text) => {
    const ITUNES = 'http://www.itunes.com/dtds/podcast-1.0.dtd';
    const feed = new DOMParser().parseFromString(text, 'application/xml');
    if (feed.querySelector('parsererror')) throw new Error(feed.documentElement.textContent ?? '');
    for (const name of ['title', 'link', 'description', 'language'])
      if (!feed.querySelector(`channel > ${name}`)?.textContent) throw new Error(`no ${name}`);
    for (const name of ['image', 'category', 'explicit', 'author'])
      if (feed.getElementsByTagNameNS(ITUNES, name).length === 0) throw new Error(`no itunes:${name}`);
    return [...feed.querySelectorAll('item')].map((item) => {
      const enclosure = item.querySelector('enclosure');
      return {
        title: item.querySelector('title')?.textContent ?? '',
        guid: item.querySelector('guid[isPermaLink=false]')?.textContent ?? '',
        date: Date.parse(item.querySelector('pubDate')?.textContent ?? '') > 0,
        url: enclosure?.getAttribute('url') ?? '',
        length: enclosure?.getAttribute('length') ?? '',
        type: enclosure?.getAttribute('type') ?? '',
        seconds: item.getElementsByTagNameNS(ITUNES, 'duration')[0]?.textContent ?? '',
      };
    });
  }, xml);
}

async function eventIdOf(page: Page): Promise<string> {
  const slug = new URL(page.url()).pathname.split('/')[1] ?? '';
  const { id } = (await (await page.request.get(`${site.origin}/api/events/${slug}`)).json()) as {
    id: string;
  };
  return id;
}

/** Noise as 16-bit mono at 44,100 a second: a WAV file of this many bytes. */
function tone(bytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(bytes - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(44_100, 24);
  header.writeUInt32LE(88_200, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes - 44, 40);
  return Buffer.concat([header, randomBytes(bytes - 44)]);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
