import { defineConfig } from '@playwright/test';
import { WINDOWLESS } from './chromium.ts';

export default defineConfig({
  testDir: '.',
  outputDir: './results',
  globalSetup: './prepare-sample.ts',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Each file has a server of its own. In CI there is nothing else on the two processors.
  workers: process.env['CI'] ? 2 : 1,
  // A second try is reported as flaky, never hidden; machines that run this are shared and slow at times.
  retries: process.env['CI'] ? 2 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    // What a device keeps is offline.spec.ts; elsewhere a page that is late shall be late, not old.
    serviceWorkers: 'block',
    actionTimeout: 20_000,
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    launchOptions: WINDOWLESS,
  },
  projects: [
    // A journey that is the same for every width, or needs keys or a mouse, is named @desk; the day itself, @phone.
    { name: 'phone', grepInvert: /@desk/, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
    { name: 'desk', grepInvert: /@phone/, use: { viewport: { width: 1280, height: 900 } } },
  ],
});
