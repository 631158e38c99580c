import type { APIRequestContext, Page } from '@playwright/test';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
let files: string;
let mei: Page;
test.beforeAll(async ({ browser }, info) => {
  site = await startSite({
    sample: true,
    // The same server under another name: 127.0.0.1 is another origin than localhost, and none of its cookies go there.
    environment: (port) => ({ PLENARY_FILES_ORIGIN: `http://127.0.0.1:${port}` }),
  });
  files = site.origin.replace('localhost', '127.0.0.1');
  mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), {
    viewport: info.project.use.viewport ?? null,
  });
});
test.afterAll(() => site.stop());

test('files come from an origin of their own, which has nothing else @desk', async ({ page, request }) => {
  const refused: string[] = [];
  page.on('console', (told) => void (told.type() === 'error' && refused.push(told.text())));

  // Played, subtitled and looked through from pages, whose policy names that origin for these and not for scripts.
  const answer = await page.goto(`${site.origin}/archive?search=live+patching`);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain(`media-src 'self' ${files};`);
  expect(policy).toContain("script-src 'self'");
  expect(policy.match(/script-src [^;]*/)?.[0]).not.toContain(files);
  const player = page.locator('audio').first();
  await player.evaluate((one: HTMLAudioElement) => {
    one.muted = true;
    one.currentTime = 5;
    return one.play();
  });
  await expect.poll(() => player.evaluate((one: HTMLAudioElement) => one.currentTime)).toBeGreaterThan(5.2);
  await expect
    .poll(() => player.evaluate((one: HTMLAudioElement) => one.textTracks[0]?.cues?.length))
    .toBe(3);
  await page.goto(`${site.origin}/archive?search=roadmap`);
  await page.getByRole('button', { name: 'Look through roadmap.pdf here' }).click();
  await expect(page.getByText('Shanghai, April 2015')).toBeAttached();
  expect(refused).toEqual([]);

  // The site's own address says where; a public file is always at the same one, which feeds give as well.
  const link = page.getByRole('link', { name: 'Open roadmap.pdf' });
  const path = (await link.getAttribute('href')) ?? '';
  for (const who of [request, mei.request])
    expect(await whereTo(who, site.origin + path)).toEqual([302, files + path]);
  const pdf = await request.get(files + path, { headers: { range: 'bytes=0-4' } });
  expect([pdf.status(), await pdf.text(), pdf.headers()['access-control-allow-origin']]).toEqual([
    ...[206, '%PDF-', site.origin],
  ]);
  expect(pdf.headers()['cache-control']).toBe('public, no-cache, no-transform');
  expect(pdf.headers()['cross-origin-resource-policy']).toBe('cross-origin');
  const feed = await (await request.get(`${site.origin}/archive/podcast-audio.rss`)).text();
  expect(feed.match(/<enclosure url="[^"]*/g)).toHaveLength(5);
  expect(feed.match(/<enclosure url="[^"]*/g)?.every((one) => one.includes(`"${files}/files/`))).toBe(true);

  // No page, no asset, no form, and no way around.
  for (const other of [
    '/',
    '/archive',
    '/sign-in',
    '/mark.svg',
    '/api/events',
    '/files/../archive',
    '/files',
  ])
    expect([other, (await request.get(files + other)).status()]).toEqual([other, 404]);
  expect((await request.post(files + path, { headers: { origin: files } })).status()).toBe(404);
});

test('a file that is kept back is there for who may see it, and for nobody else @desk', async ({
  request,
}) => {
  await mei.goto(`${site.origin}/archive?search=roadmap`);
  const path = (await mei.getByRole('link', { name: 'Open roadmap.pdf' }).getAttribute('href')) ?? '';
  await mei.getByRole('link', { name: 'Hypervisor Hackathon Shanghai 2015' }).first().click();
  await mei.waitForURL(/\/materials$/);
  const item = mei.locator('article', { hasText: 'Roadmap: the list on three slides' });
  await item.getByRole('button', { name: 'Hide at once' }).click();
  await expect(mei.getByText('It is hidden from everybody')).toBeVisible();

  expect(await whereTo(request, files + path)).toEqual([302, site.origin + path]); // where one can sign in
  expect((await whereTo(request, site.origin + path))[0]).toBe(404);
  const [status, hers] = await whereTo(mei.request, site.origin + path);
  expect([status, hers.startsWith(`${files}${path}?viewer=`)]).toEqual([302, true]);
  const answer = await request.get(hers);
  expect([answer.status(), answer.headers()['cache-control']]).toEqual([
    200,
    'private, no-cache, no-transform',
  ]);
  const other = hers.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  for (const wrong of [other, `${files}${path}?viewer=`, hers.replace(/(?<=viewer=\w+\.)/, '9')])
    expect(await whereTo(request, wrong)).toEqual([302, site.origin + path]);
});

async function whereTo(by: APIRequestContext, url: string): Promise<[number, string]> {
  const answer = await by.get(url, { maxRedirects: 0 });
  return [answer.status(), answer.headers()['location'] ?? ''];
}
