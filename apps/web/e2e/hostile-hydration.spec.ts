import { becomeOwner } from './steps.ts';
import { expect, startSite, test } from './site.ts';

test('a time zone that was picked before the page could run is kept @desk', async ({ page }) => {
  const site = await startSite({ sample: false });
  try {
    await becomeOwner(page, site);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    const zone = page.getByLabel('Time zone');
    await page.goto(`${site.origin}/events/new`, { waitUntil: 'commit' });
    await zone.fill('Asia/Tokyo');
    await page.getByLabel('Name', { exact: true }).fill('Early');
    letGo();
    await page.waitForLoadState('networkidle');
    await expect(zone).toHaveValue('Asia/Tokyo');
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Early');

    await page.goto(`${site.origin}/events/new`);
    await expect(zone).toHaveValue('Europe/Berlin'); // the browser's own, when nothing was picked
  } finally {
    await site.stop();
  }
});
