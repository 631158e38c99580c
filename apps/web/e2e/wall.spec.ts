import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';
import * as step from './steps.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

/** Says it in the form of the screens page. */
async function say(organiser: Page, text: string): Promise<void> {
  await organiser.getByLabel('What everybody should know').fill(text);
  await organiser.getByRole('button', { name: 'Announce it now' }).click();
  await expect(organiser.getByText('Announced on every screen and page.')).toBeVisible();
}

test('a screen shows the day without sign-in, follows at once, and survives the network', async ({
  browser,
}) => {
  test.slow();
  const organiser = await signInWith(browser, sampleLink(site, 'Mei Lin'));
  await organiser.goto(site.origin);
  await organiser
    .getByRole('link', { name: /Cambridge/ })
    .first()
    .click();
  await step.organising(organiser, 'Board');
  await organiser.getByLabel('Time', { exact: true }).selectOption('2 seconds');
  await organiser.getByRole('button', { name: 'Run the scheduler' }).click();
  await organiser.getByRole('button', { name: 'Take it' }).click({ timeout: 20_000 });
  await expect(organiser.getByRole('status').filter({ hasText: 'sessions changed' })).toBeVisible();
  await step.organising(organiser, 'Screens');
  const address = (await organiser.getByRole('link', { name: /\/wall\// }).textContent()) ?? '';

  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const wall = await context.newPage();
  await wall.goto(address);
  await expect(
    wall.getByText('The schedule comes after the plenary.').or(wall.getByText('Next').first()),
  ).toBeVisible();
  await expect(wall.getByRole('link')).toHaveCount(0);

  await step.release(organiser, 1, '', async () => {
    await expect(wall.getByRole('article').first()).toBeVisible();
  });
  await step.organising(organiser, 'Screens');
  await say(organiser, 'Lunch is served');
  await expect(wall.getByText('Lunch is served')).toBeVisible({ timeout: 2_000 });
  await expectAccessible(wall);

  const sign = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await sign.goto(
    (await organiser.getByRole('link', { name: 'Area 1', exact: true }).getAttribute('href')) ?? '',
  );
  await expect(sign.getByRole('heading', { name: /^Area 1/ })).toBeVisible();
  await expect(sign.getByText('Lunch is served')).toBeVisible();

  await context.setOffline(true);
  await expect(wall.getByText(/^No connection/)).toBeVisible();
  await expect(wall.getByText('Lunch is served')).toBeVisible();
  await say(organiser, 'The bus leaves at six');
  await context.setOffline(false);
  await expect(wall.getByText('The bus leaves at six')).toBeVisible({ timeout: 20_000 });
  await expect(wall.getByText(/^Live/)).toBeVisible();

  await organiser.getByRole('button', { name: 'Take back: Lunch is served' }).click();
  await expect(wall.getByText('Lunch is served')).toBeHidden({ timeout: 2_000 });

  await organiser.getByText('Somebody has the address who should not?').click();
  await organiser.getByRole('button', { name: 'Make a new address' }).click();
  await expect(organiser.getByText('The address is new')).toBeVisible();
  expect((await wall.goto(address))?.status()).toBe(404);
});

test('screens are for those who run or help at the event', async ({ browser }) => {
  const participant = await signInWith(browser, sampleLink(site, 'Jonas Weber'));
  await participant
    .getByRole('link', { name: /Cambridge/ })
    .first()
    .click();
  await expect(participant.getByRole('navigation', { name: 'This event' })).toBeVisible();
  const answer = await participant.goto(`${participant.url()}/organise/screens`);
  expect(answer?.status()).toBe(403);
  expect((await participant.goto(`${site.origin}/wall/no-such-token`))?.status()).toBe(404);
});
