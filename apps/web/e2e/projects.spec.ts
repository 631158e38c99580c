import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

test('a project is written, edited by two at once, brought back, renamed, shown, and found by its skill', async ({
  browser,
  page: visitor,
}, info) => {
  const options = { viewport: info.project.use.viewport ?? null };
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'), options);
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'), options);

  // Create, with a preview, a link to a page that exists and one to a page that does not.
  await jonas.goto(site.origin);
  await jonas.getByRole('link', { name: 'Projects' }).click();
  await jonas.getByRole('link', { name: 'Start a project page' }).click();
  await jonas.getByLabel('Name', { exact: true }).fill('Nested <b>guests</b> & hosts');
  await jonas
    .getByLabel('Text')
    .fill(
      '## Aim\n\nboot fast\n\nSee [[First hour guide]] and [[Nested paging]].\n\n## Help\n\nnone <script>alert(1)</script>',
    );
  await jonas.getByLabel('Help wanted').fill('Assembler, Deep Breath');
  await jonas.getByRole('button', { name: 'Preview' }).click();
  await expect(jonas.getByRole('heading', { name: 'Aim' })).toBeVisible();
  await expect(jonas.getByLabel('Help wanted')).toHaveValue('Assembler, Deep Breath');
  await expectAccessible(jonas);
  await jonas.getByRole('button', { name: 'Create the page' }).click();
  await expect(jonas.getByRole('heading', { level: 1, name: 'Nested <b>guests</b> & hosts' })).toBeVisible();
  await expectAccessible(jonas);
  const address = jonas.url();
  await jonas.getByRole('link', { name: 'Nested paging' }).click();
  await expect(jonas.getByLabel('Name', { exact: true })).toHaveValue('Nested paging');

  // Two edit at once: the second sees both texts, and both changes in one.
  for (const page of [jonas, aoife]) await page.goto(`${address}/edit`);
  const body = await jonas.getByLabel('Text').inputValue();
  await jonas.getByLabel('Text').fill(body.replace('boot fast', 'boot at once'));
  await jonas.getByLabel('What you changed').fill('Faster');
  await jonas.getByRole('button', { name: 'Save' }).click();
  await expect(jonas.getByText('Saved.')).toBeVisible();
  await aoife.getByLabel('Text').fill(body.replace('none', 'two testers'));
  await aoife.getByRole('button', { name: 'Save' }).click();
  await expect(aoife.getByText('Somebody else changed this page while you were writing')).toBeVisible();
  await expect(aoife.getByText('What Jonas Weber saved')).toBeVisible();
  await expect(aoife.getByLabel('Text')).toHaveValue(/boot at once[\s\S]*two testers/);
  await expectAccessible(aoife);
  await aoife.getByRole('button', { name: 'Save' }).click();
  await expect(aoife.getByText('two testers')).toBeVisible();
  await expect(aoife.getByText('boot at once')).toBeVisible();

  // The same lines: both versions are in the form, and said to be.
  for (const page of [jonas, aoife]) await page.goto(`${address}/edit`);
  const again = await jonas.getByLabel('Text').inputValue();
  await jonas.getByLabel('Text').fill(again.replace('two testers', 'three testers'));
  await jonas.getByRole('button', { name: 'Save' }).click();
  await expect(jonas.getByText('Saved.')).toBeVisible();
  await aoife.getByLabel('Text').fill(again.replace('two testers', 'five testers'));
  await aoife.getByRole('button', { name: 'Save' }).click();
  await expect(aoife.getByText('In one place you both changed the same lines.')).toBeVisible();
  await expect(aoife.getByLabel('Text')).toHaveValue(
    /<<<<<<<\nthree testers[\s\S]*five testers[\s\S]*>>>>>>>/,
  );

  // History, difference, and an earlier text back.
  await jonas.getByRole('link', { name: /^History/ }).click();
  await expect(jonas.getByText('Faster')).toBeVisible();
  await expectAccessible(jonas);
  await jonas.getByRole('link', { name: 'Version 2' }).click();
  await expect(jonas.locator('del')).toContainText('Removed: boot fast');
  await expect(jonas.locator('ins')).toContainText('Added: boot at once');
  await expectAccessible(jonas);
  await jonas.getByRole('button', { name: 'Bring this text back' }).click();
  await expect(jonas.getByText('The earlier text is back.')).toBeVisible();
  await expect(jonas.getByText('three testers')).toHaveCount(0);

  // Renaming: the earlier address and links with the earlier name lead to the page.
  await jonas.goto(`${address}/edit`);
  await jonas.getByText('Rename', { exact: true }).click();
  await jonas.getByLabel('Name').fill('first HOUR guide');
  await jonas.getByRole('button', { name: 'Rename the page' }).click();
  await expect(jonas.getByText('This name leads to a page already')).toBeVisible();
  await jonas.getByLabel('Name').fill('Guests in guests');
  await jonas.getByRole('button', { name: 'Rename the page' }).click();
  await expect(jonas.getByRole('heading', { level: 1, name: 'Guests in guests' })).toBeVisible();
  await visitor.goto(`${address}/history`);
  await expect(visitor).toHaveURL(`${site.origin}/projects/guests-in-guests/history`);
  await expect(
    visitor.getByRole('heading', { level: 1, name: 'History of “Guests in guests”' }),
  ).toBeVisible();

  // Shown at the coming event, watched, worked on, and a session proposed from it.
  await jonas.getByText('Show it at an event').click();
  await jonas.getByLabel('What will be shown or worked on').fill('A guest in a guest in a guest');
  await jonas.getByRole('button', { name: 'Put it on the list' }).click();
  await expect(
    jonas.getByRole('button', { name: /^Take off the list of Hypervisor Hackathon/ }),
  ).toBeVisible();
  await jonas.getByRole('button', { name: 'I work on this' }).click();
  await expect(jonas.getByRole('button', { name: 'I no longer work on this' })).toBeVisible();
  await aoife.goto(`${site.origin}/projects/guests-in-guests`);
  await aoife.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(aoife.getByRole('button', { name: 'Stop watching' })).toBeVisible();
  await jonas.getByRole('link', { name: /^Propose a session at Hypervisor Hackathon/ }).click();
  await expect(jonas.getByLabel('Headline')).toHaveValue('Guests in guests');
  await jonas.getByLabel('Headline').fill('Turtles all the way down');
  await jonas.getByRole('button', { name: 'Propose it' }).click();
  await expect(jonas.getByRole('heading', { name: 'Turtles all the way down' })).toBeVisible();
  await jonas.getByRole('link', { name: 'Guests in guests' }).click();
  await jonas.getByRole('link', { name: 'Turtles all the way down' }).click();
  await jonas.getByRole('navigation', { name: 'This event' }).getByRole('link', { name: 'Projects' }).click();
  await expect(jonas.getByText('A guest in a guest in a guest')).toBeVisible();
  await expectAccessible(jonas);

  // Found by its skill, by anybody; who may not write is not asked to.
  await visitor.goto(`${site.origin}/projects`);
  await visitor.getByRole('link', { name: 'deep-breath (1)' }).click();
  await expect(visitor.getByText('One project')).toBeVisible();
  await visitor.getByRole('link', { name: 'Guests in guests' }).click();
  await expect(visitor.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await visitor.goto(`${site.origin}/projects?q=nothing-like-it`);
  await expect(visitor.getByRole('heading', { name: 'No project fits' })).toBeVisible();
  await expectAccessible(visitor);
});
