import type { Page } from '@playwright/test';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
let mei: Page;
test.beforeAll(async ({ browser }) => {
  site = await startSite({ sample: true });
  mei = await signInWith(browser, sampleLink(site, 'Mei Lin')); // the link works once
});
test.afterAll(() => site.stop());

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const pdf = (name: string, behind = '') => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([PDF, Buffer.from(behind)]),
});

test('a course has files before its first edition, in order; they can be had by everybody', async ({
  page: visitor,
}) => {
  await mei.goto(`${site.origin}/courses/new`);
  await mei.getByLabel('Title', { exact: true }).fill('Booting for beginners');
  await mei.getByLabel('Title of module 1').fill('First boot');
  await mei.getByLabel('Minutes').first().fill('40');
  await mei.getByRole('button', { name: 'Create the course' }).click();
  await mei.getByRole('link', { name: 'Files', exact: true }).click();
  await expect(mei.getByText('The course has no files yet.')).toBeVisible();
  const attach = async (name: string, title: string, module: string) => {
    await mei.getByLabel('Files', { exact: true }).setInputFiles(pdf(name, title));
    await expect(mei.getByRole('button', { name: 'Attach files' })).toBeEnabled();
    await mei.getByLabel('Title').fill(title);
    await mei.getByLabel('For', { exact: true }).selectOption(module);
    await mei.getByRole('button', { name: 'Attach files' }).click();
    await expect(mei.getByRole('link', { name: title })).toBeVisible();
  };
  await attach('handout.pdf', 'Handout', 'For the whole course');
  await attach('cables.pdf', 'Cables', 'For the whole course');
  await attach('boot.pdf', 'Slides of the boot', 'First boot');
  await mei.getByRole('button', { name: '“Cables” further up' }).click();
  await expect(mei.getByText('It is moved.')).toBeVisible();

  await visitor.goto(mei.url().replace(/\/files.*/, ''));
  const links = visitor.locator('article').getByRole('link', { name: /Cables|Handout|Slides of the boot/ });
  await expect(links).toHaveText(['Cables', 'Handout', 'Slides of the boot']);
  const href = await links.first().getAttribute('href');
  const answer = await visitor.request.get(site.origin + href);
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  expect((await visitor.request.get(`${site.origin}${href}x`)).status()).toBe(404);
  await visitor.goto(`${site.origin}/archive`);
  await expect(visitor.getByRole('link', { name: 'Booting for beginners' })).toBeVisible();

  await mei.getByRole('button', { name: 'Remove “Cables”' }).click();
  await expect(mei.getByText('It is removed.')).toBeVisible();
  expect((await visitor.request.get(site.origin + href)).status()).toBe(404);
});

test('without script a file goes with the form; what is no file of ours is refused', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await mei.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(`${site.origin}/courses/hypervisor-for-operators/files`);
  await page.getByLabel('Title').fill('Kept');
  await page
    .getByLabel('Files', { exact: true })
    .setInputFiles({ ...pdf('page.pdf'), buffer: Buffer.from('<!doctype html><p>x') });
  await page.getByRole('button', { name: 'Attach files' }).click();
  await expect(page.getByText('cannot be attached').first()).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Kept');
  await page.getByLabel('Files', { exact: true }).setInputFiles(pdf('handout.pdf'));
  await page.getByRole('button', { name: 'Attach files' }).click();
  await expect(page.getByText('It is attached.')).toBeVisible();
  await page.goto(`${site.origin}/operators-cambridge-2015/materials`);
  await expect(page.getByRole('heading', { name: /^From the course/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Kept' })).toBeVisible();
  await context.close();
});
