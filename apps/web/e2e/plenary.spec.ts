import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

const AT_ONCE = 3_000;

async function ofCambridge(page: Page): Promise<string> {
  await page.goto(site.origin);
  const link = page.getByRole('link', { name: /Cambridge/ }).first();
  return new URL((await link.getAttribute('href')) ?? '', site.origin).href;
}

async function screenIn(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await page.goto(address);
  return page;
}

test('a morning: written, pitched, merged, placed and published, on the screen and every phone', async ({
  browser,
}) => {
  test.slow();
  const organiser = await signInWith(browser, sampleLink(site, 'Mei Lin'));
  const event = await ofCambridge(organiser);
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'));
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'));
  const haruka = await signInByMail(browser, site, 'haruka.sato@example.org');
  const phones = [jonas, aoife, haruka];
  for (const phone of phones) {
    await phone.goto(`${event}/plenary`);
    await expect(phone.getByRole('heading', { name: 'No plenary is on' })).toBeVisible();
  }

  await organiser.goto(`${event}/organise/plenary`);
  await expectAccessible(organiser);
  await organiser.getByLabel('Minutes to write').fill('10');
  await organiser.getByRole('button', { name: 'Open the plenary' }).click();
  const toScreen = organiser.getByRole('link', { name: 'Open the screen for the room' });
  const address = (await toScreen.getAttribute('href')) ?? '';
  const screen = await screenIn(browser, address);
  const wall = await screenIn(browser, address.replace(/\/plenary$/, ''));

  // Write: from a phone, and from the floor.
  await expect(screen.getByText('30 proposals')).toBeVisible();
  for (const phone of phones) await expect(phone.getByLabel('Headline')).toBeVisible({ timeout: AT_ONCE });
  await jonas.getByLabel('Headline').fill('Boot time on small boards');
  await jonas.getByRole('button', { name: 'Propose it' }).click();
  await expect(jonas.getByText('“Boot time on small boards” is in.')).toBeVisible();
  await expect(screen.getByText('Boot time on small boards')).toBeVisible({ timeout: AT_ONCE });
  await organiser.getByLabel('Headline').fill('Shorter boot times');
  await organiser.getByLabel('Name', { exact: true }).fill('aoife brennan');
  await organiser.getByRole('button', { name: 'Add to the queue' }).click();
  await expect(screen.getByText('32 proposals')).toBeVisible({ timeout: AT_ONCE });
  await expectAccessible(screen);

  // Pitch: the first is skipped, the second gets hands; everybody sees it at once.
  await organiser.getByRole('button', { name: 'Go to: Pitch' }).click();
  await organiser.getByRole('button', { name: 'Move “Shorter boot times” forward' }).click();
  await organiser.getByRole('button', { name: 'Call “Shorter boot times” now' }).click();
  await expect(screen.getByText('Aoife Brennan').first()).toBeVisible({ timeout: AT_ONCE });
  await expect(aoife.getByText('It is your turn!')).toBeVisible({ timeout: 2 * AT_ONCE });
  await expect(screen.getByText('0 hands')).toBeVisible();
  for (const [index, phone] of [jonas, haruka].entries()) {
    await phone.getByRole('button', { name: 'Hand up: I want to be there' }).first().click();
    await expect(screen.getByText(index === 0 ? '1 hand' : '2 hands', { exact: true })).toBeVisible({
      timeout: AT_ONCE,
    });
  }
  await expect(jonas.getByRole('button', { name: 'Your hand is up' }).first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await organiser.getByLabel('Counted in the room').fill('14');
  await organiser.getByRole('button', { name: 'Note' }).click();
  await expect(screen.getByText('14 hands')).toBeVisible({ timeout: AT_ONCE });
  await organiser.getByRole('button', { name: 'Pause' }).click();
  await expect(screen.getByText('Paused').first()).toBeVisible({ timeout: AT_ONCE });
  await organiser.getByRole('button', { name: 'Go on' }).click();
  for (const page of [organiser, screen, jonas]) await expectAccessible(page);
  await organiser.getByRole('button', { name: 'Next pitch' }).click();
  await expect(organiser.getByLabel('Counted in the room')).toHaveValue(''); // the next one is on the stage
  await organiser.getByRole('button', { name: 'Not in the room' }).click();
  await expect(organiser.getByText('was not in the room')).toBeVisible();

  // A phone that loads anew, and one that was away, are where the room is.
  const listening = haruka.waitForRequest(/\/live\?from=/); // its script runs
  await haruka.reload();
  await expect(haruka.getByRole('heading', { name: 'Pitch', exact: true })).toBeVisible();
  await listening;
  await haruka.context().setOffline(true);
  await expect(haruka.getByText(/^No connection/)).toBeVisible();

  // Merge: one tap of each lead.
  await organiser.getByRole('button', { name: 'Go to: Merge' }).click();
  await haruka.context().setOffline(false);
  await expect(haruka.getByRole('heading', { name: 'Merge' })).toBeVisible({ timeout: 20_000 });
  await jonas.getByRole('button', { name: 'Join “Shorter boot times”' }).click();
  await expect(jonas.getByText('You have offered. The other lead is asked.').first()).toBeVisible();
  await expectAccessible(aoife);
  await aoife
    .getByRole('button', { name: 'Agree to merge “Boot time on small boards” into “Shorter boot times”' })
    .click();
  await expect(
    aoife.getByText('“Boot time on small boards” is part of “Shorter boot times” now.'),
  ).toBeVisible();
  await expect(screen.getByText('Boot time on small boards')).toBeHidden({ timeout: AT_ONCE });

  // Place: a lead by hand, then the scheduler around it.
  await organiser.getByRole('button', { name: 'Go to: Place' }).click();
  await expect(jonas.getByText('Look at the screen')).toBeVisible({ timeout: AT_ONCE });
  await organiser.getByRole('button', { name: 'Let leads place their own sessions from the phone' }).click();
  const own = aoife.locator('form', { hasText: 'Shorter boot times' });
  await own.getByLabel('Slot and area for “Shorter boot times”').selectOption({ index: 1 });
  await own.getByRole('button', { name: 'Look at it' }).click();
  await expect(own.getByText(/^Kept for you until/)).toBeVisible();
  await own.getByRole('button', { name: 'Place it here' }).click();
  await expect(aoife.getByText('“Shorter boot times” has its place.')).toBeVisible();
  await expect(screen.getByRole('cell', { name: 'Shorter boot times' })).toBeVisible({ timeout: AT_ONCE });
  await expectAccessible(aoife);
  await organiser.getByRole('button', { name: 'Place everything' }).click();
  await expect(screen.getByText(/% of what is possible at most/)).toBeVisible();
  await organiser.getByRole('button', { name: 'Enough, show it' }).click();
  await organiser.getByRole('button', { name: 'Use this schedule' }).click({ timeout: 20_000 });
  await expect(organiser.getByText('The schedule is on the screen.')).toBeVisible();
  await expect(screen.getByRole('cell', { name: 'Live patching without a maintenance window' })).toBeVisible({
    timeout: AT_ONCE,
  });
  await expectAccessible(screen);

  // Publish: on the wall and on every phone within a second.
  await organiser.getByRole('button', { name: 'Go to: Publish' }).click();
  await haruka.goto(`${event}/schedule`);
  await expect(haruka.getByRole('heading', { name: 'The schedule is not out yet' })).toBeVisible();
  await organiser.getByRole('button', { name: 'Publish the schedule' }).click();
  await expect(haruka.getByRole('link', { name: 'Shorter boot times' }).first()).toBeVisible({
    timeout: AT_ONCE,
  });
  await expect(wall.getByRole('article').first()).toBeVisible({ timeout: AT_ONCE });
  await expect(organiser.getByText('Release 1 is out.')).toBeVisible();
  await organiser.getByRole('button', { name: 'Close the plenary' }).click();
  await expect(organiser.getByRole('heading', { name: 'Lead the plenary' })).toBeVisible();
  await expect(screen.getByText('The plenary has not begun.')).toBeVisible({ timeout: AT_ONCE });
  await expect(jonas.getByRole('heading', { name: 'No plenary is on' })).toBeVisible({
    timeout: 2 * AT_ONCE,
  });
});

test('two who lead at the same time go one step, and a plenary works without script @desk', async ({
  browser,
}) => {
  test.slow();
  const organiser = await signInByMail(browser, site, 'mei.lin@example.org');
  const event = await ofCambridge(organiser);
  await organiser.goto(`${event}/organise/plenary`);
  const days = organiser.getByLabel('Day', { exact: true }).locator('option');
  await organiser.getByLabel('Day', { exact: true }).selectOption({ index: (await days.count()) - 1 });
  await organiser.getByRole('button', { name: 'Open the plenary' }).click();
  await expect(organiser.getByRole('heading', { name: 'From the floor' })).toBeVisible();

  const plain = await signInByMail(browser, site, 'mei.lin@example.org', { javaScriptEnabled: false });
  await plain.goto(`${event}/organise/plenary`);
  await organiser.getByRole('button', { name: 'Go to: Pitch' }).click();
  await expect(organiser.getByRole('button', { name: 'Call the first pitch' })).toBeVisible();
  await plain.getByRole('button', { name: 'Go to: Pitch' }).click(); // this page still shows writing
  await expect(plain.getByText('Somebody else has gone on already.')).toBeVisible();
  await plain.getByRole('button', { name: 'Call the first pitch' }).click();
  await expect(plain.getByRole('button', { name: 'Next pitch' })).toBeVisible();

  const phone = await signInByMail(browser, site, 'haruka.sato@example.org', { javaScriptEnabled: false });
  await phone.goto(`${event}/plenary`);
  const heard = phone.getByRole('button', { name: /Hand up|Your hand is up/ }).first();
  const before = await heard.textContent();
  await heard.click();
  await expect(phone).toHaveURL(/\/plenary$/);
  expect(
    await phone
      .getByRole('button', { name: /Hand up|Your hand is up/ })
      .first()
      .textContent(),
  ).not.toBe(before);
  await plain.getByRole('button', { name: 'Close the plenary' }).click();
  await expect(plain.getByRole('heading', { name: 'Lead the plenary' })).toBeVisible();
});

test('a server that is killed in any step is back where it was, and open pages go on by themselves @desk', async ({
  browser,
}) => {
  test.slow();
  const organiser = await signInByMail(browser, site, 'mei.lin@example.org');
  const event = await ofCambridge(organiser);
  await organiser.goto(`${event}/organise/plenary`);
  await organiser.getByRole('button', { name: 'Open the plenary' }).click();
  const phone = await signInByMail(browser, site, 'wei.zhang@example.org');
  await phone.goto(`${event}/plenary`);
  // The day's plenary was led before in this file: it opens where it was closed.
  const first = organiser.getByRole('button', { name: 'Go to: Write' });
  if (await first.isVisible().catch(() => false)) await first.click();
  await phone.getByLabel('Headline').fill('Said before the power went');
  await phone.getByRole('button', { name: 'Propose it' }).click();
  await expect(phone.getByText('is in. You will be called.')).toBeVisible();
  for (const name of ['Write', 'Pitch', 'Merge', 'Place', 'Publish']) {
    if (name !== 'Write') await organiser.getByRole('button', { name: `Go to: ${name}` }).click();
    if (name === 'Pitch') {
      await organiser.getByRole('button', { name: /^Call “Said before/ }).click();
      await expect(phone.getByText('It is your turn!')).toBeVisible();
    }
    await expect(phone.getByRole('heading', { name, exact: true })).toBeVisible();
    expect(await site.crash()).toBeLessThan(5_000);
    await expect(phone.getByRole('status').filter({ hasText: /^Live/ })).toBeVisible({ timeout: 20_000 });
    await expect(phone.getByRole('heading', { name, exact: true })).toBeVisible();
    if (name === 'Pitch') await expect(phone.getByText('It is your turn!')).toBeVisible();
    await organiser.reload();
    await expect(organiser.getByRole('button', { name, exact: true })).toHaveAttribute(
      'aria-current',
      'step',
    );
  }
  await organiser.getByRole('button', { name: 'Close the plenary' }).click();
  await expect(organiser.getByRole('heading', { name: 'Lead the plenary' })).toBeVisible();
});

test('leading is for organisers and helpers, and the screen for who has its address @desk', async ({
  browser,
}) => {
  const participant = await signInByMail(browser, site, 'ravi.menon@example.org');
  const event = await ofCambridge(participant);
  expect((await participant.goto(`${event}/organise/plenary`))?.status()).toBe(403);
  expect((await participant.request.get(`${event}/organise/plenary/state`)).status()).toBe(403);
  expect((await participant.goto(`${site.origin}/wall/no-such-token/plenary`))?.status()).toBe(404);
});
