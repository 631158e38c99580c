import type { Page } from '@playwright/test';
import { sampleEmail } from '../../../packages/domain/src/sample/sample-people.ts';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

const PAST = '/shanghai-2015';

/** Until the worker has the page in hand: from then on what is looked at is kept. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 30_000 });
}

async function keptPages(page: Page): Promise<number> {
  return page.evaluate(async () => (await (await caches.open('plenary-pages')).keys()).length);
}

test('what was looked at is there without a network, says how old it is, and goes when somebody signs out @desk', async ({
  browser,
}) => {
  test.slow();
  const page = await signInWith(browser, sampleLink(site, 'Jonas Weber'), { serviceWorkers: 'allow' });
  const network = page.context();
  await page.goto(site.origin + PAST);
  await untilKept(page);
  await page.goto(`${site.origin}${PAST}/schedule`);
  await page.goto(`${site.origin}${PAST}/travel`);
  await page.goto(`${site.origin}/account`);
  await expect.poll(() => keptPages(page)).toBe(2); // the account is not kept

  await network.setOffline(true);
  await page.goto(`${site.origin}${PAST}/schedule`);
  await expect(page.getByText(/^No connection\. This page is as it was on/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Live migration between different processors' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Jonas Weber', exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${site.origin}/account`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  await page.getByRole('link', { name: /^Address and travel/ }).click();
  await expect(page.getByText(/^No connection\. This page is as it was on/)).toBeVisible();

  await network.setOffline(false);
  await expect(page.getByText(/^No connection\./)).toBeHidden(); // loads itself anew
  await page.goto(`${site.origin}/account`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await untilKept(page); // signing out has removed the worker, too
  expect(await keptPages(page)).toBe(0);
  await network.setOffline(true);
  await page.goto(`${site.origin}${PAST}/schedule`);
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
});

test('a proposal made without a network waits on the device and is sent once @desk', async ({ browser }) => {
  test.slow();
  const page = await signInByMail(browser, site, sampleEmail('Jonas Weber'), {
    serviceWorkers: 'allow',
  });
  const network = page.context();
  const sessions = `${site.origin}/cambridge-2026/sessions`;
  await page.goto(sessions);
  await untilKept(page);
  await page.goto(`${sessions}/new`);
  await expect.poll(() => keptPages(page)).toBe(1);

  await network.setOffline(true);
  for (const headline of ['Written in the cellar', 'Written in the lift']) {
    await page.goto(`${sessions}/new`); // the same page, as it was kept
    await page.getByLabel('Headline').fill(headline);
    await page.getByRole('button', { name: 'Propose it', exact: true }).click();
    await expect(page.getByText(`“${headline}” waits on this device`)).toBeVisible();
    await expect(page.getByLabel('Headline')).toHaveValue('');
  }
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText(/ waits on this device/)).toHaveCount(2);

  await network.setOffline(false);
  await expect(page.getByText(/ waits on this device/)).toHaveCount(0);
  await page.goto(sessions);
  for (const headline of ['Written in the cellar', 'Written in the lift'])
    await expect(page.getByRole('link', { name: headline })).toHaveCount(1);
});

test('what waits is not sent for somebody else, and a refusal gives back what was written @desk', async ({
  browser,
}) => {
  const page = await signInWith(browser, sampleLink(site, 'Aoife Brennan'));
  await page.goto(`${site.origin}/cambridge-2026/sessions/new`);
  await page.context().setOffline(true);
  await page.getByLabel('Headline').fill('Too long '.repeat(60));
  await page.getByLabel(/^The problem/).fill('I had no network for ten years');
  await page.getByRole('button', { name: 'Propose it', exact: true }).click();
  await expect(page.getByText(/ waits on this device/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/” was not taken\./)).toBeVisible({ timeout: 20_000 });
  await page.getByText('What you wrote').click();
  await expect(page.getByText('I had no network for ten years')).toBeVisible();
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByText(/” was not taken\./)).toBeHidden();

  const answer = await page.evaluate(async (path) => {
    const body = new URLSearchParams({ headline: 'Not mine', _person: '01aaaaaaaaaaaaaaaaaaaaaaaa' });
    return (await fetch(path, { method: 'POST', body, headers: { accept: 'application/json' } })).status;
  }, '/cambridge-2026/sessions/new?/propose');
  expect(answer).toBe(401);
});

test('a screen that is switched on without a network shows its last state and as of when @desk', async ({
  browser,
}) => {
  test.slow();
  const organiser = await signInWith(browser, sampleLink(site, 'Mei Lin'));
  await organiser.goto(`${site.origin}${PAST}/organise/screens`);
  const address = (await organiser.getByRole('link', { name: /\/wall\// }).textContent()) ?? '';
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const wall = await context.newPage();
  await wall.goto(address);
  await untilKept(wall);
  await wall.reload();
  await expect.poll(() => keptPages(wall)).toBe(1);
  await context.setOffline(true);
  await wall.reload();
  await expect(wall.getByText(/^No connection: this is as of/)).toBeVisible();
  await expect(wall.getByRole('heading', { level: 1 })).toBeVisible();
  await context.setOffline(false);
  await expect(wall.getByText(/^Live/)).toBeVisible({ timeout: 30_000 });
});

test('it can be installed: a manifest with icons that are there @desk', async ({ request }) => {
  const answer = await request.get(`${site.origin}/manifest.webmanifest`);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as { icons: { src: string; type: string }[] };
  expect(manifest.icons.length).toBeGreaterThan(2);
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(site.origin + src);
    expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, type]);
  }
});
