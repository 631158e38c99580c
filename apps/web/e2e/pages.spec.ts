import type { Page } from '@playwright/test';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

test('a page of an event is begun from a link to it, written by two at once, brought back, renamed, and left to organisers', async ({
  browser,
}, info) => {
  const options = { viewport: info.project.use.viewport ?? null };
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'), options);
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'), options);
  const mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), options);

  // The list, from the event's links; the page that nobody has written is begun from a link to it.
  await jonas.goto(site.origin);
  await jonas
    .getByRole('link', { name: /Hypervisor Hackathon Cambridge/ })
    .first()
    .click();
  await jonas.getByRole('navigation', { name: 'This event' }).getByRole('link', { name: 'Pages' }).click();
  await expect(jonas.getByRole('heading', { level: 1, name: 'Pages' })).toBeVisible();
  const list = jonas.url();
  await jonas.getByRole('link', { name: 'Who brings what' }).click();
  await expect(jonas.getByRole('link', { name: 'Test farm in a cupboard' })).toHaveAttribute(
    'href',
    '/projects/test-farm-in-a-cupboard',
  );
  await expect(jonas.getByRole('link', { name: 'House rules' })).toHaveAttribute(
    'href',
    /\/pages\/house-rules$/,
  );
  await jonas.getByRole('link', { name: 'Social evening' }).click();
  await expect(jonas.getByLabel('Name', { exact: true })).toHaveValue('Social evening');
  await jonas.getByLabel('Text').fill('## Music\n\nwanted\n\n## Food\n\nsee [[Who brings what]]');
  await jonas.getByRole('button', { name: 'Preview' }).click();
  await expect(jonas.getByRole('heading', { name: 'Music' })).toBeVisible();
  await jonas.getByRole('button', { name: 'Create the page' }).click();
  await expect(jonas.getByRole('heading', { level: 1, name: 'Social evening' })).toBeVisible();
  await expect(jonas.getByRole('button', { name: 'Stop watching' })).toBeVisible();
  const address = jonas.url();

  // Two at once: the second sees both texts, and both changes in one.
  for (const page of [jonas, aoife]) await page.goto(`${address}/edit`);
  const body = await jonas.getByLabel('Text').inputValue();
  await jonas.getByLabel('Text').fill(body.replace('wanted', 'a piano is there'));
  await jonas.getByLabel('What you changed').fill('The piano');
  await save(jonas);
  await aoife.getByLabel('Text').fill(`${body}\n\nAoife brings soup`);
  await aoife.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(aoife.getByText('Somebody else changed this page while you were writing')).toBeVisible();
  await expect(aoife.getByText('What Jonas Weber saved')).toBeVisible();
  await expect(aoife.getByLabel('Text')).toHaveValue(/a piano is there[\s\S]*Aoife brings soup/);
  await save(aoife);
  await expect(aoife.getByText('a piano is there')).toBeVisible();

  // What changed, and an earlier text back.
  await jonas.goto(address);
  await jonas.getByRole('link', { name: /^History/ }).click();
  await expect(jonas.getByText('The piano')).toBeVisible();
  await jonas.getByRole('link', { name: 'Version 2' }).click();
  await expect(jonas.locator('ins')).toContainText('Added: a piano is there');
  await jonas.getByRole('button', { name: 'Bring this text back' }).click();
  await expect(jonas.getByText('The earlier text is back.')).toBeVisible();
  await expect(jonas.getByText('Aoife brings soup')).toHaveCount(0);

  // Renamed: the earlier address leads on, and a name that is taken is said to be.
  await jonas.goto(`${address}/edit`);
  await jonas.getByText('Rename', { exact: true }).click();
  await jonas.getByLabel('Name').fill('house RULES');
  await jonas.getByRole('button', { name: 'Rename the page' }).click();
  await expect(jonas.getByText('This name leads to a page already')).toBeVisible();
  await jonas.getByLabel('Name').fill('The evening');
  await jonas.getByRole('button', { name: 'Rename the page' }).click();
  await expect(jonas.getByRole('heading', { level: 1, name: 'The evening' })).toBeVisible();
  await aoife.goto(`${address}/history`);
  await expect(aoife).toHaveURL(`${list}/the-evening/history`);

  // Left to organisers: one page, then all of them; who came to write is told why not.
  await aoife.goto(`${list}/house-rules`);
  await expect(aoife.getByText('Only organisers change this page.')).toBeVisible();
  await expect(aoife.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await mei.goto(list.replace('/pages', '/organise/settings'));
  await mei.getByLabel('Everybody with a place writes pages').uncheck();
  await mei.getByRole('button', { name: 'Save who writes pages' }).click();
  await expect(mei.getByText('Saved.')).toBeVisible();
  await aoife.goto(list);
  await expect(aoife.getByText('The organisers of this event write its pages themselves.')).toBeVisible();
  await expect(aoife.getByRole('link', { name: 'Start a page' })).toHaveCount(0);
  const refused = await aoife.goto(`${list}/the-evening/edit`);
  expect(refused?.status()).toBe(403);
  await expect(aoife.getByText('The organisers of this event write its pages themselves.')).toBeVisible();

  // Removed by organisers: gone for others, and back as it was.
  await mei.goto(`${list}/the-evening/edit`);
  await mei.getByText('Remove the page').first().click();
  await mei.getByRole('button', { name: 'Remove the page' }).click();
  await expect(mei.getByText('“The evening” is removed.')).toBeVisible();
  expect((await aoife.goto(`${list}/the-evening`))?.status()).toBe(404);
  await mei.getByRole('button', { name: 'Bring “The evening” back' }).click();
  await expect(mei.getByRole('link', { name: 'The evening' })).toBeVisible();
  expect((await aoife.goto(`${list}/the-evening`))?.status()).toBe(200);
});

test('pages most events want are begun with an outline, also without script, and lead to and from the way there', async ({
  browser,
}, info) => {
  const viewport = info.project.use.viewport ?? null;
  const owner = await browser.newPage({ viewport, javaScriptEnabled: false });
  await owner.goto(/http\S+welcome\?token=\S+/.exec(site.printed())?.[0] ?? '');
  await owner.getByLabel('Your name').fill('Olga Owner');
  await owner.getByLabel('Mail address').fill('olga@example.org');
  await owner.getByRole('button', { name: 'Become the owner' }).click();
  const base = `${site.origin}/shanghai-2015`;
  await owner.goto(`${base}/pages`);
  await owner.getByRole('link', { name: 'Start “Travel”' }).click();
  await expect(owner.getByLabel('Text')).toHaveValue(/## Staying/);
  await owner.getByRole('button', { name: 'Create the page' }).click();
  await expect(owner.getByRole('heading', { level: 1, name: 'Travel' })).toBeVisible();
  await owner.getByRole('link', { name: 'Address and travel' }).click();
  await owner.getByRole('link', { name: 'Read “Travel”' }).click();
  await expect(owner).toHaveURL(`${base}/pages/travel`);

  // The owner narrows who writes about projects; organisers of events go on.
  await owner.goto(`${site.origin}/operate`);
  await owner.getByLabel('Everybody with a place at an event writes about projects').uncheck();
  await owner.getByRole('button', { name: 'Save who writes about projects' }).click();
  await expect(owner.getByText('Saved.')).toBeVisible();
  await expect(
    owner.getByLabel('Everybody with a place at an event writes about projects'),
  ).not.toBeChecked();
});

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}
