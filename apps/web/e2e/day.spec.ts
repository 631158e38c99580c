import type { Page } from '@playwright/test';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';
import { organising } from './steps.ts';
import { holdToday } from './today.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
  holdToday(site, 'cambridge-2026');
});
test.afterAll(() => site.stop());

const AT_ONCE = 4_000;
const WIDE = { viewport: { width: 1280, height: 800 } };

test('a whole day: the plenary of six phones, a free cell at noon, a cancellation, and an evening @phone', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const event = `${site.origin}/cambridge-2026`;
  const mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), WIDE);
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'));
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'));
  const others: Page[] = [];
  for (const name of ['haruka.sato', 'wei.zhang', 'ravi.menon', 'grace.mensah'])
    others.push(await signInByMail(browser, site, `${name}@example.org`));
  const phones = [jonas, aoife, ...others];
  const grace = others[3] ?? jonas; // leads nothing else, so that any place that becomes free is one for her

  // The morning: an idea from a phone, hands from all others, and the scheduler.
  await mei.goto(`${event}/organise/plenary`);
  await mei.getByRole('button', { name: 'Open the plenary' }).click();
  const address =
    (await mei.getByRole('link', { name: 'Open the screen for the room' }).getAttribute('href')) ?? '';
  const projector = await (await browser.newContext(WIDE)).newPage();
  await projector.goto(address);
  await expect(projector.getByRole('img', { name: /^Code that opens/ })).toBeVisible();
  const wall = await (await browser.newContext(WIDE)).newPage();
  await wall.goto(address.replace(/\/plenary$/, ''));
  for (const phone of phones) await phone.goto(`${event}/plenary`);
  await grace.getByLabel('Headline').fill('Boot time on small boards');
  await grace.getByRole('button', { name: 'Propose it' }).click();
  await expect(projector.getByText('Boot time on small boards')).toBeVisible({ timeout: AT_ONCE });
  await mei.getByRole('button', { name: 'Go to: Pitch' }).click();
  await mei.getByRole('button', { name: 'Call “Boot time on small boards” now' }).click();
  const away = others[0] ?? aoife;
  const hand = (phone: Page) => phone.getByRole('button', { name: 'Hand up: I want to be there' }).first();
  await expect(hand(away)).toBeVisible({ timeout: 2 * AT_ONCE });
  await away.context().setOffline(true);
  for (const phone of phones.filter((one) => one !== grace)) await hand(phone).click();
  await expect(projector.getByText('4 hands', { exact: true })).toBeVisible({ timeout: AT_ONCE });
  await away.context().setOffline(false);
  await expect(projector.getByText('5 hands', { exact: true })).toBeVisible({ timeout: 40_000 }); // it was kept
  await mei.getByRole('button', { name: 'Go to: Place' }).click(); // nothing to merge today
  await mei.getByRole('button', { name: 'Place everything' }).click();
  await mei.getByRole('button', { name: 'Enough, show it' }).click();
  await mei.getByRole('button', { name: 'Use this schedule' }).click({ timeout: 30_000 });
  await expect(mei.getByText('The schedule is on the screen.')).toBeVisible();
  await mei.getByRole('button', { name: 'Go to: Publish' }).click();
  for (const phone of phones) await phone.goto(`${event}/schedule`);
  await mei.getByRole('button', { name: 'Publish the schedule' }).click();
  const live = 'Live patching without a maintenance window';
  for (const phone of phones)
    await expect(phone.getByRole('link', { name: live })).toBeVisible({ timeout: AT_ONCE });
  await mei.getByRole('button', { name: 'Close the plenary' }).click();

  // Noon: Aoife cancels; it is struck out where people look.
  const anybody = others[1] ?? aoife;
  await aoife.getByRole('link', { name: live }).click();
  await expect(aoife.getByRole('heading', { name: live })).toBeVisible();
  await aoife.goto(`${aoife.url()}/edit`);
  await aoife.getByText('Withdraw this session').click();
  await aoife.getByRole('button', { name: 'Yes, withdraw it' }).click();
  await expect(aoife.getByText('This session was withdrawn')).toBeVisible();
  await expect(anybody.locator('.session', { hasText: live }).first()).toContainText('Cancelled', {
    timeout: AT_ONCE,
  });

  // The day was full; Grace takes the place that is free now, and everybody sees it.
  await grace.goto(`${event}/sessions`);
  await grace.getByRole('link', { name: 'Boot time on small boards' }).first().click();
  const free = grace.getByRole('region', { name: /free place$/ });
  await free.getByRole('radio').first().check();
  await free.getByRole('button', { name: 'Take this place' }).click();
  await expect(grace.getByText('The place is yours. Everybody sees it now.')).toBeVisible();
  await expect(anybody.getByRole('link', { name: 'Boot time on small boards' }).first()).toBeVisible({
    timeout: AT_ONCE,
  });

  // Two sessions change places in one step.
  await mei.goto(grace.url());
  await expect(mei.getByRole('heading', { name: 'Swap with another session' })).toBeVisible();
  await mei.getByRole('button', { name: 'Swap now' }).click();
  await expect(mei.getByText('The two have changed places.')).toBeVisible();
  await expect(anybody.getByText(/^Moved to area /).first()).toBeVisible({ timeout: AT_ONCE });

  // The evening: the room is told, everybody who asks is checked out, and the notes stay.
  await organising(mei, 'Screens');
  await mei.getByLabel('What everybody should know').fill('The bus to the dinner leaves at 18:30');
  await mei.getByRole('button', { name: 'Announce it now' }).click();
  await expect(wall.getByText('The bus to the dinner leaves at 18:30')).toBeVisible({ timeout: AT_ONCE });
  await expect(anybody.getByText('The bus to the dinner leaves at 18:30')).toBeVisible({
    timeout: AT_ONCE,
  });
  await grace.getByRole('link', { name: 'Notes', exact: true }).first().click();
  await expect(grace.getByRole('heading', { name: 'Notes', level: 1 })).toBeVisible();
  await anybody.goto(`${event}/now`);
  await expect(anybody.getByRole('heading', { name: 'What is on' })).toBeVisible();
});
