import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { encodeQR } from 'qr';
import { expectAccessible } from './accessible.ts';
import { writeQrVideo } from './qr-video.ts';
import { expect, signInByMail, startSite, test, type Site } from './site.ts';
import {
  announce,
  askForInvitation,
  becomeOwner,
  confirmPlace,
  createHackathon,
  openInvitations,
  type Place,
} from './steps.ts';

/*
 * The door on the day: codes from the mail, two helpers, one without a network, somebody without an
 * invitation. One story, told in order: each test goes on where the one before it ended.
 */

const guest = (name: string, mail: string) => ({ name, email: `${mail}@example.org`, headline: 'Work' });
const ADA = guest('Ada Lovelace', 'ada');
const BOB = guest('Bob Babbage', 'bob');
const CLEO = guest('Cleo Curie', 'cleo');
const HELPERS = ['hanna@example.org', 'igor@example.org'] as const;

test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.use({ goesOn: true });
let site: Site;
let place: Place;
let owner: Page;
let hanna: Page;
let igor: Page;
/** Hanna's sign-in, for another device of hers. */
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
/** The addresses on the badges. */
const codes = new Map<string, string>();

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  site = await startSite({ sample: false });
  owner = await (await browser.newContext()).newPage();
  await becomeOwner(owner, site);
});
test.afterAll(() => site.stop());

async function eventOf(name: string): Promise<Place> {
  await owner.goto(site.origin);
  const made = await createHackathon(owner, site, name);
  await openInvitations(owner);
  await announce(owner);
  return made;
}

/** Asks, is invited and confirms; returns the address of the code in the mail. */
async function comes(browser: Browser, at: Place, who: typeof ADA): Promise<string> {
  const page = await (await browser.newContext()).newPage();
  await askForInvitation(page, at, who);
  await owner.goto(`${at.address}/organise/invitations`);
  await owner.getByRole('checkbox', { name: who.name }).check();
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(owner.getByText('1 decided.')).toBeVisible();
  await confirmPlace(page, site, who);
  const { text, links } = await site.lastMail(who.email, /See you at/);
  expect(text).toContain('image/gif');
  const code = links.find((link) => link.includes('/check-in/')) ?? '';
  await expect(page.getByRole('img', { name: `QR code with the address ${code}` })).toBeVisible();
  await page.context().close();
  return code;
}

const door = () => `${place.address}/organise/check-in`;
const row = (page: Page, { name }: typeof ADA) =>
  page
    .getByRole('listitem')
    .filter({ hasText: name })
    .filter({ has: page.getByRole('button') });

/** What a helper is told about a photo of a code. */
async function shows(page: Page, address: string): Promise<void> {
  const gif = Buffer.from(encodeQR(address, 'gif', { ecc: 'medium', scale: 6 }));
  await page
    .getByLabel('Choose a photo of a code')
    .setInputFiles({ name: 'code.gif', mimeType: 'image/gif', buffer: gif });
}

test('everybody who confirms gets a code by mail, which tells strangers nothing', async ({
  browser,
  page,
}) => {
  place = await eventOf('Hackathon Door');
  for (const who of [ADA, BOB, CLEO]) codes.set(who.name, await comes(browser, place, who));
  for (const email of HELPERS) {
    await owner.goto(`${place.address}/organise/people`);
    await owner.getByLabel('Mail address').fill(email);
    await owner.getByLabel('Role', { exact: true }).selectOption('Helper');
    await owner.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(owner.getByRole('listitem').filter({ hasText: email })).toContainText('Helper');
  }
  const address = codes.get(ADA.name) ?? '';
  const told: string[] = [];
  for (const one of [address, `${address.slice(0, -3)}AAA`]) {
    await page.goto(one);
    await expect(page.getByRole('heading', { name: 'A code for the door' })).toBeVisible();
    told.push((await page.getByRole('main').innerText()).trim());
  }
  expect(told[0]).toBe(told[1]);
  expect(told[0]).not.toContain('Ada');
  await expectAccessible(page);
});

test('a helper scans it with the camera, once', async () => {
  const film = join(site.data, 'code.y4m');
  writeQrVideo(film, codes.get(ADA.name) ?? '');
  const { launchOptions, viewport } = test.info().project.use;
  const withCamera = await chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const helper = await signInByMail(withCamera, site, HELPERS[0], {
    viewport: viewport ?? null,
    locale: 'en-GB',
  });
  await helper.goto(door());
  await helper.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(helper.getByText('Ada Lovelace is here.')).toBeVisible();
  await expect(row(helper, ADA)).toContainText(/Here since \d\d:\d\d, by hanna/i);
  // Held up a second time.
  await helper.getByRole('button', { name: 'Stop the camera' }).click();
  await helper.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(helper.getByText(/^Ada Lovelace is already here since/)).toBeVisible();
  await expect(helper.getByText('1 of 3')).toBeVisible();
  await expectAccessible(helper);
  await helper.getByRole('button', { name: 'Stop the camera' }).click();
  signedIn = await helper.context().storageState();
  await withCamera.close();
});

test('where there is no camera it says so; a photo does, and each wrong code gets its own sentence', async ({
  browser,
}) => {
  const other = await eventOf('Another Hackathon');
  const elsewhere = await comes(browser, other, guest('Eve Elsewhere', 'eve'));
  hanna = await (await browser.newContext({ storageState: signedIn, serviceWorkers: 'allow' })).newPage();
  await hanna.goto(door());
  await hanna.getByRole('button', { name: 'Scan with the camera' }).click();
  await expect(hanna.getByText(/no camera that the browser can use|may not use the camera/)).toBeVisible();
  await shows(hanna, elsewhere);
  await expect(hanna.getByText('This badge is for another event. Nobody was checked in.')).toBeVisible();
  await shows(hanna, 'https://example.org/lunch');
  await expect(hanna.getByText(/^This code is not one of this site/)).toBeVisible();
  await shows(hanna, codes.get(ADA.name) ?? '');
  await expect(hanna.getByText(/^Ada Lovelace is already here since .*, by hanna/i)).toBeVisible();
  await expect(hanna.getByText('1 of 3')).toBeVisible();
  // The same picture, opened by the phone's own camera.
  await hanna.goto(codes.get(ADA.name) ?? '');
  await expect(hanna.getByText(/^Ada Lovelace is already here since/)).toBeVisible();
});

test('two helpers, one without a network: nothing is lost, and nobody counted twice', async ({ browser }) => {
  igor = await signInByMail(browser, site, HELPERS[1], { serviceWorkers: 'allow' });
  for (const page of [hanna, igor]) {
    await page.goto(door());
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload(); // now it is kept
    await expect(row(page, BOB)).toBeVisible();
  }
  await hanna.context().setOffline(true);
  await shows(hanna, codes.get(BOB.name) ?? '');
  await expect(
    hanna.getByText('Bob Babbage: kept on this device, sent when there is a connection.'),
  ).toBeVisible();
  await hanna.reload();
  await expect(hanna.getByText('1 waits on this device until there is a connection.')).toBeVisible();
  await expect(row(hanna, BOB)).toContainText('Waiting');
  await expectAccessible(hanna);
  await hanna.getByLabel('Name').fill('cleo');
  await hanna.getByRole('button', { name: 'Check in Cleo Curie' }).click();
  await expect(hanna.getByText('2 wait on this device until there is a connection.')).toBeVisible();

  // Meanwhile Igor lets Bob in as well, and takes Cleo, who only asked the way, back after Hanna.
  await igor.getByRole('button', { name: 'Check in Bob Babbage' }).click();
  // Perhaps Hanna's mark arrived and only its answer was cut off: then it is sent again, and is still one.
  await expect(igor.getByText(/^Bob Babbage is (already )?here/)).toBeVisible();
  await igor.getByRole('button', { name: 'Check in Cleo Curie' }).click();
  await expect(igor.getByText('Cleo Curie is here.')).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 1500)); // marks have their age in whole seconds
  await igor.getByRole('button', { name: 'Undo the check-in of Cleo Curie' }).click();
  await expect(igor.getByText('Cleo Curie is not checked in any more.')).toBeVisible();

  await hanna.context().setOffline(false);
  await expect(hanna.getByText(/until there is a connection/)).toBeHidden({ timeout: 20_000 });
  for (const page of [hanna, igor]) {
    await page.goto(door());
    await expect(row(page, BOB)).toContainText(/Here since \d\d:\d\d, by hanna/i); // she saw Bob first
    await expect(row(page, CLEO).getByRole('button', { name: 'Check in Cleo Curie' })).toBeVisible();
    await expect(page.getByText('2 of 3')).toBeVisible();
  }
});

test('somebody without an invitation comes in by the rule, and signing out empties the device', async () => {
  await hanna.goto(door());
  await expect(hanna.getByText('Somebody without an invitation')).toBeHidden();
  await owner.goto(door());
  await owner.getByLabel('Who comes in without an invitation').selectOption('Anybody, while places are free');
  await owner.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(owner.getByText('Saved.')).toBeVisible();
  await hanna.reload();
  await hanna.getByText('Somebody without an invitation').click();
  await hanna.getByLabel('Their name').fill('Walter Walk-In');
  await hanna.getByRole('button', { name: 'Let in' }).click();
  await expect(hanna.getByText('Walter Walk-In is here, without an invitation.')).toBeVisible();
  await expect(hanna.getByText('3 of 4')).toBeVisible();

  const kept = () =>
    hanna.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('plenary.door')));
  expect((await kept()).length).toBe(1);
  await hanna.goto(`${site.origin}/account`);
  await hanna.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(hanna.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await kept()).toEqual([]);
});

test('works without script: a name, a button, an answer', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await igor.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(door());
  await page.getByRole('searchbox', { name: 'Name' }).fill('curie');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: 'Check in Cleo Curie' }).click();
  await expect(page.getByText('Cleo Curie is here.')).toBeVisible();
  await page.getByRole('button', { name: 'Cleo Curie has left' }).click();
  await expect(page.getByText('Cleo Curie has left.')).toBeVisible();
});

test('a participant checks in with the code at the door, not with another', async ({ browser }) => {
  await owner.goto(`${door()}/door`);
  const code = (await owner.locator('.code').innerText()).replaceAll(' ', '');
  const cleo = await (await browser.newContext()).newPage();
  const { links } = await site.lastMail(CLEO.email, /See you at/);
  await cleo.goto(`${place.address}/here?code=${code}`);
  await expect(cleo.getByText(/^Sign in to check in here/)).toBeVisible();
  await cleo.getByRole('link', { name: 'Sign in' }).last().click();
  await cleo.getByLabel('Mail address').fill(CLEO.email);
  await cleo.getByRole('button', { name: 'Mail me a link' }).click();
  await cleo.getByText(`A link is on its way to ${CLEO.email}`).waitFor();
  await cleo.goto((await site.lastMail(CLEO.email, /sign-in/i)).links[0] ?? '');
  await cleo.getByRole('button', { name: 'Sign in now' }).click();
  await expect(cleo.getByRole('link', { name: CLEO.name })).toBeVisible();
  await cleo.goto(`${place.address}/here?code=AAAAAA`);
  await cleo.getByRole('button', { name: 'I am here' }).click();
  await expect(cleo.getByText(/^This is not the code at the door today/)).toBeVisible();
  await expect(cleo.getByLabel('Code at the door')).toHaveValue('AAAAAA');
  await expectAccessible(cleo);
  await cleo.goto(`${place.address}/here?code=${code}`);
  await cleo.getByRole('button', { name: 'I am here' }).click();
  await expect(cleo.getByText(/^You are checked in since \d\d:\d\d/)).toBeVisible();
  // What she eats is said on the page of her mail.
  await cleo.goto(links[0] ?? '');
  await cleo.getByLabel('What you eat, or must not eat').fill('Vegan');
  await cleo.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(cleo.getByText('Saved.')).toBeVisible();
  await cleo.context().close();
});

test('organisers see who is here, count the food and take the list along', async () => {
  await owner.goto(`${door()}/here`);
  await expect(owner.getByText('4 came, 0 have left, 4 have a place.')).toBeVisible();
  await expect(owner.getByText('1 × Vegan')).toBeVisible();
  await expectAccessible(owner);
  const response = await owner.request.get(`${door()}/list.csv`);
  expect(response.headers()['content-type']).toContain('text/csv');
  const [head, ...rows] = (await response.text()).trim().split('\r\n');
  expect(head).toContain('Name,Organisation,State');
  expect(rows.map((one) => one.split(',')[0])).toEqual([ADA.name, BOB.name, CLEO.name, 'Walter Walk-In']);
  const ofHelper = await igor.request.get(`${door()}/list.csv`);
  expect(await ofHelper.text()).not.toContain('Vegan');
});

test('badges lie on their labels to the millimetre, also on a sheet that was begun', async ({ browser }) => {
  // Sixty characters, one of its words long.
  const name = 'Maria Wilhelmina Alexandra von Hohenstaufen-Schwarzenberg II';
  await owner.goto(door());
  await owner.getByText('Somebody without an invitation').click();
  await owner.getByLabel('Their name').fill(name);
  await owner.getByRole('button', { name: 'Let in' }).click();
  await expect(owner.getByText(`${name} is here, without an invitation.`)).toBeVisible();
  const printer = await browser.newContext({ storageState: await owner.context().storageState() });
  const sheet = await printer.newPage();
  const MM = 96 / 25.4; // CSS pixels
  for (const [format, width, height, left, top] of [
    ['a4-3x8', 70, 36, 0, 4.5],
    ['a4-2x4', 99.1, 67.7, 4.65, 13.1],
    ['a4-2x5', 90, 54, 15, 13.5],
    ['letter-2x5', 101.6, 50.8, 3.97, 12.7],
  ] as const) {
    await sheet.goto(`${door()}/badges?format=${format}&start=3&code=on&role=on`);
    await sheet.emulateMedia({ media: 'print' });
    const origin = await sheet.locator('.sheet').first().boundingBox();
    const labels = await sheet.locator('.label').evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const text = one.querySelector('.text');
        const fits = !text || text.scrollHeight <= one.clientHeight;
        return { x: x + scrollX, y: y + scrollY, width, height, fits, empty: one.textContent?.trim() === '' };
      }),
    );
    const [first] = labels;
    expect(labels.slice(0, 4).map(({ empty }) => empty)).toEqual([true, true, false, false]);
    expect(labels.every(({ fits }) => fits)).toBe(true);
    expect(first?.width).toBeCloseTo(width * MM, 0);
    expect(first?.height).toBeCloseTo(height * MM, 0);
    expect((first?.x ?? 0) - (origin?.x ?? 0)).toBeCloseTo(left * MM, 0);
    expect((first?.y ?? 0) - (origin?.y ?? 0)).toBeCloseTo(top * MM, 0);
    expect(origin?.x).toBeCloseTo(0, 0);
    expect(origin?.y).toBeCloseTo(0, 0);
  }
  await printer.close();
});
