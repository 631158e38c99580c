import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, signInByMail, startSite, test, type Site } from './site.ts';
import {
  announce,
  askForInvitation,
  becomeOwner,
  confirmPlace,
  openInvitations,
  organising,
  release,
  type Place,
} from './steps.ts';
import { endFirstSlotIn, holdToday, zoneAtTen } from './today.ts';

/* A course from its first text to what its edition leaves. One story: each test goes on where the one before ended. */

const ADA = { name: 'Ada Lovelace', email: 'ada@example.org', headline: 'Learn it' };

test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.use({ goesOn: true });
let site: Site;
let owner: Page;
let ada: Page;
let place: Place;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  site = await startSite({ sample: false });
  owner = await (await browser.newContext()).newPage();
  await becomeOwner(owner, site);
});
test.afterAll(() => site.stop());

test('a course is written, with room for more modules, and its earlier text is kept', async () => {
  await owner.getByRole('link', { name: 'Courses', exact: true }).click();
  await expect(owner.getByRole('heading', { name: 'No course has been written yet' })).toBeVisible();
  await owner.getByRole('link', { name: 'Write a course' }).first().click();
  await owner.getByLabel('Title', { exact: true }).fill('Hypervisor for operators');
  await owner.getByLabel('Title of module 1').fill('Booting');
  await owner.getByRole('button', { name: 'Room for three more modules' }).click();
  await expect(owner.getByLabel('Title of module 4')).toBeVisible();
  await owner.getByRole('button', { name: 'Create the course' }).click();
  await expect(owner.getByText('Please look at the marked fields again.')).toBeVisible();
  await owner.getByLabel('Minutes').first().fill('75');
  await owner.getByLabel('Exercises').first().fill('Boot your own');
  await owner.getByRole('button', { name: 'Create the course' }).click();
  await expect(owner.getByRole('heading', { level: 1, name: 'Hypervisor for operators' })).toBeVisible();
  await owner.getByRole('link', { name: 'Edit', exact: true }).click();
  await owner.getByLabel('Who it is for').fill('People who run hosts.');
  await owner.getByLabel('What you changed').fill('Say for whom');
  await owner.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(owner.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await owner.getByRole('link', { name: 'Version 2: history' }).click();
  await expect(owner.getByText('Say for whom')).toBeVisible();
  await owner.getByRole('link', { name: 'Version 2', exact: true }).click();
  await expect(owner.getByText('People who run hosts.').first()).toBeVisible();
});

test('somebody says where they would come, and is told of the edition that is made', async ({ browser }) => {
  ada = await signInByMail(browser, site, ADA.email);
  await ada.goto(`${site.origin}/courses/hypervisor-for-operators`);
  await ada.getByLabel('Place').fill('Berlin');
  await ada.getByRole('button', { name: 'Register my interest' }).click();
  await expect(ada.getByText('Registered. Organisers tell you')).toBeVisible();
  await expect(ada.getByText('One person would come to the next class')).toBeVisible();

  await owner.goto(`${site.origin}/courses/hypervisor-for-operators`);
  await owner.getByRole('link', { name: 'Where it is wanted' }).click();
  await expect(owner.getByRole('heading', { name: 'Berlin' })).toBeVisible();
  await owner.goBack();
  await owner.getByRole('link', { name: 'Make an edition' }).click();
  await owner.getByLabel('Name', { exact: true }).fill('Operators in Berlin');
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await owner.getByLabel('First day').fill(day);
  await owner.getByLabel('Time zone').fill(zoneAtTen());
  await owner.getByLabel('What attendees install and bring').fill('Bring a **laptop**.');
  await owner.getByRole('button', { name: 'Make the draft' }).click();
  await expect(owner.getByText('The draft is made.')).toBeVisible();
  place = {
    ...{ site, name: 'Operators in Berlin' },
    address: owner.url().replace(/\/organise\/training.*$/, ''),
  };
  await organising(owner, 'Next');
  await openInvitations(owner);
  await announce(owner);
  await organising(owner, 'Course');
  await owner.getByRole('button', { name: 'Tell them now' }).click();
  await expect(owner.getByText('One person is told.')).toBeVisible();
  const mail = await site.lastMail(ADA.email, /a class is planned/);
  expect(mail.links[0]).toBe(place.address);
});

test('they enrol, and find what to install', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await askForInvitation(page, place, ADA);
  await owner.goto(`${place.address}/organise/invitations`);
  await owner.getByRole('checkbox', { name: ADA.name }).check();
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(owner.getByText('1 decided.')).toBeVisible();
  await confirmPlace(page, site, ADA);
  await ada.goto(`${place.address}/prepare`);
  await expect(ada.getByText('Bring a laptop.')).toBeVisible();
});

test('on the day one tap says that they are there; they tick off an exercise and say what they thought', async () => {
  holdToday(site, place.address.split('/').at(-1) ?? '');
  await owner.goto(`${place.address}/organise/releases`);
  await release(owner, 2, 'Today');
  await owner.goto(`${place.address}/sessions`);
  await owner.getByRole('link', { name: 'Booting' }).first().click();
  await owner.getByRole('link', { name: 'Attendance' }).click();
  await expect(owner.getByText('0 of 1 are here')).toBeVisible();
  const address = await owner.getByRole('img', { name: /Leads to/ }).getAttribute('aria-label');
  await ada.goto(address?.replace('Leads to ', '') ?? '');
  await ada.getByRole('button', { name: 'I am here' }).click();
  await expect(ada.getByText('Noted: you were in “Booting”.')).toBeVisible();
  await owner.reload();
  await expect(owner.getByText('1 of 1 are here')).toBeVisible();

  await ada.getByRole('link', { name: 'Exercises and feedback' }).click();
  await expect(ada.getByText('You were there')).toBeVisible();
  await ada.getByRole('button', { name: 'Tick off “Boot your own”' }).click();
  await expect(ada.getByRole('button', { name: 'Not done after all “Boot your own”' })).toBeVisible();
  await ada.getByText('What you thought of it', { exact: true }).first().click();
  await ada.getByRole('radio', { name: '5' }).first().check();
  await ada.getByLabel('In words').first().fill('At last I know what boots.');
  await ada.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(ada.getByText('You gave 5 of 5.')).toBeVisible();
  await expect(ada.getByText('There is one when the event is over')).toBeVisible();
  await owner.reload();
  await expect(owner.getByText('At last I know what boots.')).toBeVisible();
});

test('afterwards there is a certificate that anybody can check, until it is revoked', async ({ browser }) => {
  const local = Temporal.Now.plainTimeISO(zoneAtTen());
  // The whole day has passed by eight in the morning.
  endFirstSlotIn(site, place.address.split('/').at(-1) ?? '', 135 - (local.hour * 60 + local.minute));
  await ada.goto(`${place.address}/training`);
  await ada.getByRole('button', { name: 'Take my certificate' }).click();
  await expect(ada.getByText('This certificate is genuine.')).toBeVisible();
  const page = await (await browser.newContext()).newPage();
  await page.goto(ada.url());
  await expect(page.getByText('Ada Lovelace')).toBeVisible();
  await expect(page.getByText('1 of 1 sessions')).toBeVisible();
  await owner.goto(`${place.address}/organise/training`);
  await owner.getByRole('button', { name: 'Revoke Ada Lovelace' }).click();
  await expect(owner.getByRole('button', { name: 'Make it good again Ada Lovelace' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('This certificate is not valid')).toBeVisible();
  await expect(page.getByText('Ada Lovelace')).toHaveCount(0);
});

test('what the edition leaves is in the archive and with its module, and the editions stand side by side', async () => {
  await owner.goto(`${place.address}/sessions`);
  const session = await owner.getByRole('link', { name: 'Booting' }).first().getAttribute('href');
  await owner.goto(`${site.origin}${session}/materials`);
  await owner.getByLabel('Title').fill('Slides of Booting');
  await owner.getByLabel('Or a link').fill('https://slides.example.org/booting');
  await owner.getByRole('button', { name: 'Attach something' }).click();
  await expect(owner.getByRole('link', { name: 'Slides of Booting' })).toBeVisible();
  await ada.goto(`${site.origin}/archive`);
  await expect(ada.getByRole('link', { name: 'Slides of Booting' })).toBeVisible();
  await ada.goto(`${site.origin}/courses/hypervisor-for-operators`);
  await expect(ada.getByRole('link', { name: 'Slides of Booting' })).toBeVisible();
  const row = owner.getByRole('row').filter({ hasText: 'Operators in Berlin' });
  await owner.goto(`${site.origin}/courses/hypervisor-for-operators`);
  await expect(row.getByRole('cell')).toHaveText(['', '1', '1', '1', '1', '5 of 5 (1)', 'Version 2']);
});

test('pages of courses and editions have nothing that axe finds', async () => {
  for (const [page, path] of [
    [owner, '/courses/hypervisor-for-operators'],
    [owner, '/courses/hypervisor-for-operators/edit'],
    [owner, '/courses/hypervisor-for-operators/edition'],
    [owner, '/courses/hypervisor-for-operators/demand'],
    [owner, '/events/appearance'],
    [owner, `${new URL(place.address).pathname}/organise/training`],
    [ada, `${new URL(place.address).pathname}/training`],
    [ada, `${new URL(place.address).pathname}/prepare`],
  ] as const) {
    await page.goto(site.origin + path);
    await expectAccessible(page);
  }
});
