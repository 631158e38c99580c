import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { PushService } from '../../../packages/domain/src/testing/push-service.ts';
import { sampleEmail } from '../../../packages/domain/src/sample/sample-people.ts';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';
import * as step from './steps.ts';

/*
 * Being told in time. Chromium's own push service cannot be reached here: one on this machine takes
 * what the server sends, decrypts it, and what it holds is handed to the browser's worker.
 */

let site: Site;
let service: PushService;
test.beforeAll(async () => {
  service = await PushService.start();
  site = await startSite({ sample: true, environment: { PUSH_ANYWHERE: 'yes' } });
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

async function axe(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
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
  await axe(page);
  await offer.getByRole('button', { name: 'Turn on notices' }).click();
  await expect(page.getByText('This device tells you from now on.')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('group', { name: /^Your interest in/ }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on notices' })).toBeHidden();

  await page.goto(`${site.origin}/account`);
  const devices = page.locator('#notices');
  await expect(devices.getByText('This device')).toBeVisible();
  await axe(page);
  expect(service.shownAt(endpoint)).toEqual([]);

  const shown = {
    title: 'Hackathon',
    body: '“Boot time” is now in area 3.',
    path: '/account',
    tag: 'one',
    lang: 'en',
  };
  await deliver(page, shown);
  await expect.poll(() => notices(page)).toEqual([{ title: shown.title, body: shown.body, tag: 'one' }]);
  await deliver(page, shown); // the server has crashed and sends it again
  await deliver(page, { ...shown, tag: 'two', body: 'Lunch' });
  await expect.poll(async () => (await notices(page)).length).toBe(2);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  const again = await signInByMail(browser, site, sampleEmail('Jonas Weber'), viewport ? { viewport } : {});
  await again.goto(`${site.origin}/account`);
  await expect(again.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expect(again.getByText('No device of yours takes notices.')).toBeVisible();
});
