import { expectAccessible } from './accessible.ts';
import { expect, signInByMail, test } from './site.ts';
import { zoneAtTen } from './today.ts';
import { announce, becomeOwner, inEvent, moveSession, organising, propose, release } from './steps.ts';

const LEA = { name: 'Lea Lead', email: 'lea@example.org' };

test('late in the day: a lead takes a free place from the phone, and everybody sees it @phone', async ({
  page,
  browser,
  fresh,
}) => {
  const zone = zoneAtTen();
  await becomeOwner(page, fresh);
  await page.getByRole('link', { name: 'Create an event' }).first().click();
  await page.getByRole('radio', { name: /^Hackathon/ }).check();
  await page.getByLabel('Name', { exact: true }).fill('Hackathon Today');
  await page.getByLabel('First day').fill(Temporal.Now.plainDateISO(zone).toString());
  await page.getByLabel('Time zone').fill(zone);
  await page.getByLabel('Venue').fill('Campus');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expect(page.getByText('Draft: only organisers see it')).toBeVisible();
  const event = page.url().replace(/\/organise$/, '');
  await announce(page);

  await inEvent(page, 'Sessions');
  await propose(page, 'Planned in the morning');
  await inEvent(page, 'Sessions');
  await propose(page, 'Thought of at lunch', LEA);
  await organising(page, 'Board');
  await moveSession(page, 'Planned in the morning');
  await release(page, 1, '');

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(`${event}/schedule`);
  await expect(visitor.getByRole('link', { name: 'Planned in the morning' })).toBeVisible();

  const lea = await signInByMail(browser, fresh, LEA.email);
  await lea.goto(`${event}/sessions`);
  await lea.getByRole('link', { name: 'Thought of at lunch' }).first().click();
  const free = lea.getByRole('region', { name: 'Take a free place' });
  await free.getByRole('button', { name: 'Take this place' }).click();
  await expect(lea.getByText('Choose one of the free places first.')).toBeVisible();
  await expectAccessible(lea);
  const place = free.getByRole('radio').last();
  await expect(place).toHaveAccessibleDescription(/interest/); // its price
  await place.check();
  await free.getByRole('button', { name: 'Take this place' }).click();
  await expect(lea.getByText('The place is yours. Everybody sees it now.')).toBeVisible();
  await expect(lea.getByRole('heading', { name: 'Move to a free place' })).toBeVisible();
  await expect(visitor.getByRole('link', { name: 'Thought of at lunch' })).toBeVisible();

  // It moves once more; whoever looks for it is told where it was.
  await lea.getByRole('region', { name: 'Move to a free place' }).getByRole('radio').first().check();
  await lea.getByRole('button', { name: 'Take this place' }).click();
  await expect(visitor.getByText(/^Moved to area /)).toBeVisible(); // in the old cell
  await expectAccessible(visitor);
  await visitor.getByRole('link', { name: 'Thought of at lunch' }).first().click();
  await expect(visitor.getByText(/^Moved on .*: it was in area /)).toBeVisible();

  // The organiser keeps it for themselves from now on.
  await organising(page, 'Settings');
  await page.getByLabel('Leads may take free places').uncheck();
  await page.getByRole('region', { name: 'On the day' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expectAccessible(page);
  await lea.reload();
  await expect(lea.getByRole('heading', { name: 'Thought of at lunch' })).toBeVisible();
  await expect(lea.getByRole('heading', { name: 'Move to a free place' })).toBeHidden();
});
