import ICAL from 'ical.js';
import type { Page } from '@playwright/test';
import { expect, sampleLink, signInByMail, signInWith, startSite, test, type Site } from './site.ts';
import * as step from './steps.ts';

const EVENT = 'Hackathon Cambridge';
const LEAD = { name: 'Anna Arendt', email: 'anna@example.org', headline: 'Live patching without tears' };
const GUESTS = [
  LEAD,
  { name: 'Bo Berg', email: 'bo@example.org', headline: 'Unikernels on small boards' },
  { name: 'Chidi Cole', email: 'chidi@example.org', headline: 'Roadmap of the next release' },
] as const;
const CO_LEAD = { name: 'Dana Dyer', email: 'dana@example.org' };
const ORGANISER = { name: 'Rui Rocha', email: 'rui@example.org' };

test.use({ actionTimeout: 20_000 }); // says where a step hangs, rather than waiting for the test's end

test('from an empty site to a schedule in everybody’s calendar', async ({
  browser,
  fresh,
  page: operator,
}) => {
  test.slow();
  await step.becomeOwner(operator, fresh);
  const event = await step.createHackathon(operator, fresh, EVENT);
  await step.openInvitations(operator);
  await step.announce(operator);
  await step.makeOrganiser(operator, ORGANISER);
  const organiser = await step.arrive(browser, event, ORGANISER.email, 'Organise');

  const visitor = await (await browser.newContext()).newPage();
  for (const guest of GUESTS) await step.askForInvitation(visitor, event, guest);
  await step.inviteEverybody(organiser, GUESTS.length);
  for (const guest of GUESTS) await step.confirmPlace(visitor, fresh, guest);

  const pages: Page[] = [];
  for (const guest of GUESTS) {
    const page = await step.arrive(browser, event, guest.email, 'Sessions');
    await step.propose(page, guest.headline, guest === LEAD ? CO_LEAD : undefined);
    pages.push(page);
  }
  for (const [index, page] of pages.entries()) {
    await step.sayInList(page, GUESTS[(index + 1) % GUESTS.length]?.headline ?? '', 'Must');
    await step.answerDeck(page, 'Want');
  }

  await step.runScheduler(organiser, GUESTS.length);
  await step.moveSession(organiser, LEAD.headline);
  await step.undo(organiser);
  await step.pin(organiser, GUESTS[1].headline);

  const loads = await watchSchedule(visitor, event.address);
  await step.release(organiser, 1, 'See you at nine.', async () => {
    await expect(visitor.getByText(/^Release 1 of/)).toBeVisible({ timeout: 2_000 });
  });
  await expect(visitor.getByText('See you at nine.')).toBeVisible();
  for (const { headline } of GUESTS)
    await expect(visitor.getByRole('link', { name: headline })).toBeVisible();
  expect(loads()).toBe(1);

  const [lead] = pages as [Page];
  await step.inEvent(lead, 'My agenda');
  for (const { headline } of GUESTS) {
    await expect(lead.getByRole('listitem').filter({ hasText: headline })).toContainText(
      /\d\d:\d\d–\d\d:\d\d.*Area (\d|C)/s,
    );
  }
  const address = await lead.getByLabel('Your secret calendar address').inputValue();
  const before = await readCalendar(address);
  expect([...before.keys()].toSorted()).toEqual(GUESTS.map((guest) => guest.headline).toSorted());
  expect([...before.values()].map((entry) => entry.sequence)).toEqual([0, 0, 0]);

  await step.organising(organiser, 'Board');
  await step.moveSession(organiser, LEAD.headline);
  await step.release(organiser, 2, '');
  for (const { email } of [...GUESTS, CO_LEAD]) {
    const { text } = await fresh.lastMail(email, /Schedule 2 of/);
    expect(text).toContain(`“${LEAD.headline}” is now`);
    expect(step.mailsTo(fresh, email, /Schedule \d+ of/)).toBe(1);
  }
  const after = await readCalendar(address);
  const [was, is] = [before.get(LEAD.headline), after.get(LEAD.headline)];
  expect(is).toMatchObject({ uid: was?.uid, sequence: 1 });
  expect(is?.at).not.toBe(was?.at);
  for (const { headline } of GUESTS.slice(1)) expect(after.get(headline)).toEqual(before.get(headline));
});

test.describe('in the sample community', () => {
  let site: Site; // of its own, because these tests write
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    site = await startSite({ sample: true });
  });
  test.afterAll(() => site.stop());

  test('the keyboard alone puts a session on the board @desk', async ({ browser }) => {
    const page = await signInWith(browser, sampleLink(site, 'Mei Lin'));
    await page
      .getByRole('link', { name: /Cambridge/ })
      .first()
      .click();
    await step.organising(page, 'Board');
    const card = page
      .getByRole('region', { name: /^Without a place/ })
      .getByRole('link')
      .first();
    const headline = /“(.*)”/.exec((await card.textContent()) ?? '')?.[1] ?? '';
    for (
      let presses = 0;
      presses < 60 && !(await card.evaluate((one) => one === document.activeElement));
      presses++
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(page.getByText(`“${headline}” picked up.`)).toBeVisible();
    const first = page.getByRole('button', { name: /: Place here, / }).first();
    await expect(first).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(first).not.toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`“${headline}” placed in`)).toBeVisible();
    await expect(page.getByRole('link', { name: `Pick up “${headline}”` })).toBeFocused();
  });

  test('everything that matters works without script', async ({ browser }) => {
    const visitor = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await visitor.goto(site.origin);
    await visitor
      .getByRole('link', { name: /Shanghai 2015/ })
      .first()
      .click();
    await step.inEvent(visitor, 'Schedule');
    await expect(visitor.getByRole('table').first()).toContainText('Plenary');
    await expect(visitor.getByText(/^All times in/)).toBeVisible();

    await visitor.goto(site.origin);
    await visitor
      .getByRole('link', { name: /Cambridge/ })
      .first()
      .click();
    await visitor.getByRole('link', { name: 'Ask for an invitation' }).first().click();
    const name = visitor.getByLabel('Your name');
    const email = visitor.getByLabel('Mail address');
    const send = visitor.getByRole('button', { name: 'Send the request' });
    await name.fill(' '); // browsers hold back an empty field themselves
    await email.fill('noscript@example.org');
    const [answer] = await Promise.all([
      visitor.waitForResponse((one) => one.request().method() === 'POST'),
      send.click(),
    ]);
    expect(answer.status()).toBe(422);
    await expect(name).toHaveAccessibleDescription('Please fill this in.');
    await expect(email).toHaveValue('noscript@example.org');
    await name.fill('Nora Script');
    await send.click();
    await expect(visitor.getByText('Look into your mail')).toBeVisible();
    await step.openMailed(visitor, site, { email: 'noscript@example.org' }, /Your request for/);
    await expect(
      visitor.getByRole('heading', { name: 'Your request is with the organisers.' }),
    ).toBeVisible();
  });

  test('interest is said by a plain form without script', async ({ browser }) => {
    const page = await signInByMail(browser, site, 'jonas.weber@example.org', { javaScriptEnabled: false });
    await page
      .getByRole('link', { name: /Cambridge/ })
      .first()
      .click();
    await step.inEvent(page, 'Sessions');
    const group = page.getByRole('group', { name: /^Your interest in/ }).last();
    const button = group.getByRole('button', { pressed: false }).first();
    const level = (await button.textContent())?.trim() ?? '';
    await button.click();
    await expect(group.getByRole('button', { pressed: true })).toContainText(level);
  });
});

/** Opens the public schedule before there is one; the answer counts how often the page was loaded. */
async function watchSchedule(page: Page, address: string): Promise<() => number> {
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.goto(`${address}/schedule`);
  await expect(page.getByText('The schedule is not out yet')).toBeVisible();
  await expect(page.getByText('Live: changes appear here by themselves.')).toBeVisible();
  return () => loads;
}

interface Entry {
  readonly uid: string;
  readonly sequence: number;
  readonly at: string;
}

/** The entries of a calendar by headline, as a calendar program reads them: without cookies. */
async function readCalendar(address: string): Promise<Map<string, Entry>> {
  const answer = await fetch(address);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/calendar'),
  ]);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[]); // one VCALENDAR is one list
  const entries = calendar.getAllSubcomponents('vevent').map((component) => {
    const { summary, uid, sequence, startDate, location } = new ICAL.Event(component);
    return [summary, { uid, sequence: Number(sequence), at: `${startDate.toString()} ${location}` }] as const;
  });
  return new Map(entries);
}
