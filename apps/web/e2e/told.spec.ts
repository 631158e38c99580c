import type { BrowserContext, Page } from '@playwright/test';
import { PushService } from '../../../packages/domain/src/testing/push-service.ts';
import { sampleEmail } from '../../../packages/domain/src/sample/sample-people.ts';
import { expectAccessible } from './accessible.ts';
import { WHOLE } from './chromium.ts';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';
import * as step from './steps.ts';

/*
 * Being told in time. Chromium's own push service cannot be reached here: one on this machine takes
 * what the server sends, decrypts it, and what it holds is handed to the browser's worker.
 */

test.use({ launchOptions: WHOLE });

let site: Site;
let service: PushService;
test.beforeAll(async () => {
  service = await PushService.start();
  site = await startSite({ sample: true, environment: () => ({ PUSH_ANYWHERE: 'yes' }) });
});
test.afterAll(async () => {
  await site.stop();
  await service.stop();
});

/** The browser subscribes at our push service instead of its maker's. */
async function subscribesHere(context: BrowserContext): Promise<string> {
  const { endpoint, p256dh, auth } = service.newBrowser();
  await context.grantPermissions(['notifications'], { origin: site.origin });
  await context.addInitScript(
    ({ endpoint: address, keys }) => {
      let subscribed = false;
      const subscription = {
        toJSON: () => ({ endpoint: address, keys }),
        unsubscribe: () => Promise.resolve(!(subscribed = false)),
      } as unknown as PushSubscription;
      PushManager.prototype.subscribe = () => {
        subscribed = true;
        return Promise.resolve(subscription);
      };
      PushManager.prototype.getSubscription = () => Promise.resolve(subscribed ? subscription : null);
    },
    { endpoint, keys: { p256dh, auth } },
  );
  return endpoint;
}

/** Hands a decrypted notice to the worker as the browser's push service would. */
async function deliver(page: Page, shown: unknown): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registrations: { registrationId: string }[] = [];
  cdp.on(
    'ServiceWorker.workerRegistrationUpdated',
    (event) => void registrations.push(...event.registrations),
  );
  await cdp.send('ServiceWorker.enable');
  await expect.poll(() => registrations.length).toBeGreaterThan(0);
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: site.origin,
    registrationId: registrations[0]?.registrationId ?? '',
    data: JSON.stringify(shown),
  });
  await cdp.detach();
}

async function notices(page: Page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({ title, body, tag }) => ({ title, body, tag }));
  });
}

test('notices are offered after the first star, kept per device, reach it once, and go with the sign-in', async ({
  browser,
}, info) => {
  test.slow();
  const { viewport } = info.project.use;
  const page = await signInWith(browser, sampleLink(site, 'Jonas Weber'), {
    serviceWorkers: 'allow',
    ...(viewport && { viewport }),
  });
  const endpoint = await subscribesHere(page.context());
  await page.goto(site.origin);
  await page
    .getByRole('link', { name: /Cambridge/ })
    .first()
    .click();
  await expect(page).toHaveURL(/cambridge/);
  const event = page.url();
  await step.inEvent(page, 'Sessions');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 30_000 });
  const offer = page.getByRole('region', { name: 'Shall this device tell you when it moves?' });
  await expect(page.getByRole('group', { name: /^Your interest in/ }).first()).toBeVisible();
  await expect(offer).toBeHidden();
  const group = page.getByRole('group', { name: /^Your interest in/ }).first();
  await group.getByRole('button', { name: 'Maybe' }).click();
  await expect(offer).toBeHidden(); // a maybe is no plan
  await group.getByRole('button', { name: 'Must' }).click();
  await expect(offer).toBeVisible();
  await expectAccessible(page);
  await offer.getByRole('button', { name: 'Turn on notices' }).click();
  await expect(page.getByText('This device tells you from now on.')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('group', { name: /^Your interest in/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on notices' })).toBeHidden();

  await page.goto(`${site.origin}/account`);
  const devices = page.locator('#notices');
  await expect(devices.getByText('This device')).toBeVisible();
  await expectAccessible(page);
  expect(service.shownAt(endpoint)).toEqual([]);

  const organiser = await signInWith(browser, sampleLink(site, 'Mei Lin'));
  await organiser.goto(new URL('organise/screens', `${event}/`).href);
  await organiser.getByLabel('What everybody should know').fill('Lunch is served');
  await organiser.getByRole('button', { name: 'Announce it now' }).click();
  await expect(organiser.getByText('Announced on every screen and page.')).toBeVisible();
  await expect
    .poll(() => service.shownAt(endpoint), { timeout: 3000 }) // within seconds, once
    .toEqual([expect.objectContaining({ body: 'Lunch is served', lang: 'en' })]);
  const shown = service.shownAt(endpoint)[0] as { title: string; body: string; tag: string }; // as matched above
  await deliver(page, shown);
  await expect.poll(() => notices(page)).toEqual([{ title: shown.title, body: shown.body, tag: shown.tag }]);
  await deliver(page, shown); // the server has crashed and sends it again
  await deliver(page, { ...shown, tag: 'two', body: 'And coffee' });
  await expect.poll(async () => (await notices(page)).length).toBe(2);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  const again = await signInByMail(browser, site, sampleEmail('Jonas Weber'), viewport ? { viewport } : {});
  await again.goto(`${site.origin}/account`);
  await expect(again.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expect(again.getByText('No device of yours takes notices.')).toBeVisible();
});

test('whoever stands at a door says in one tap that it is full, and every screen shows it', async ({
  browser,
}, info) => {
  const { viewport } = info.project.use;
  const organiser = await signInByMail(browser, site, sampleEmail('Mei Lin'));
  await organiser.goto(site.origin);
  await organiser
    .getByRole('link', { name: /Cambridge/ })
    .first()
    .click();
  await step.organising(organiser, 'Screens');
  const address = (await organiser.getByRole('link', { name: /\/wall\// }).textContent()) ?? '';
  const signs = organiser.getByRole('link', { name: 'Area 1', exact: true });
  const sign = await (
    await browser.newContext({ javaScriptEnabled: false, ...(viewport && { viewport }) })
  ).newPage();
  await sign.goto((await signs.getAttribute('href')) ?? '');
  const wall = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await wall.goto(address);
  await wall.getByRole('button', { name: 'Pause' }).click(); // at the page of areas with this one
  await expect(wall.getByText(/^Live/)).toBeVisible();
  await sign.getByRole('button', { name: 'Full' }).click();
  await expect(sign.getByText(/Full, said \d\d:\d\d/)).toBeVisible();
  await expect(sign.getByRole('button', { name: 'Full' })).toHaveAttribute('aria-pressed', 'true');
  await expect(wall.getByText(/Full, said \d\d:\d\d/)).toBeVisible({ timeout: 2000 });
  await expectAccessible(wall);
  await sign.getByRole('button', { name: 'Closed' }).click();
  await expect(wall.getByText(/Closed, said/)).toBeVisible({ timeout: 2000 });
  await expect(wall.getByText(/Full, said/)).toBeHidden();
});

test('a session’s people are told by page and, once their number was shown, by mail', async ({ browser }) => {
  const organiser = await signInByMail(browser, site, sampleEmail('Mei Lin'));
  await organiser.goto(site.origin);
  await organiser
    .getByRole('link', { name: /Cambridge/ })
    .first()
    .click();
  await step.organising(organiser, 'Screens');
  await organiser.getByLabel('What everybody should know').fill('Bring a board');
  await organiser.getByLabel('For whom').selectOption('Who chose “Roadmap of the next release”');
  await organiser.getByLabel('Also by mail').check();
  await organiser.getByRole('button', { name: 'Announce it now' }).click();
  await expect(organiser.getByText(/^This will be mailed to \d+ (person|people)\.$/)).toBeVisible();
  await expectAccessible(organiser);
  await organiser.getByRole('button', { name: /^Announce it and send/ }).click();
  await expect(
    organiser.getByText('Announced on the pages and devices of the session’s people.'),
  ).toBeVisible();
  await expect(organiser.getByText('Who chose “Roadmap of the next release” ·')).toBeVisible();
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(organiser.url().replace(/\/organise.*/, '/sessions'));
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(visitor.getByText('Bring a board')).toBeHidden();
});
