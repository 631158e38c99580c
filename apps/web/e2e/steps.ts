import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expect, signInByMail, type Site } from './site.ts';

/*
 * What people do, found by role and label as they would find it. Each step ends when the page has
 * said that it worked.
 */

/** An event as the journey knows it, and where it runs. */
export interface Place {
  readonly site: Site;
  readonly name: string;
  /** Its address, as in http://localhost:3000/hackathon-cambridge. */
  readonly address: string;
}

export interface Guest {
  readonly name: string;
  readonly email: string;
  readonly headline: string;
}

export async function becomeOwner(page: Page, site: Site): Promise<void> {
  await page.goto(/http\S+welcome\?token=\S+/.exec(site.printed())?.[0] ?? '');
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Mail address').fill('olga@example.org');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await expect(page.getByRole('link', { name: 'Olga Owner' })).toBeVisible();
}

/** A two-day hackathon in a month, in the zone that the page proposes; ends on its organising page. */
export async function createHackathon(page: Page, site: Site, name: string): Promise<Place> {
  await page.getByRole('link', { name: 'Create an event' }).first().click();
  await page.getByRole('radio', { name: /^Hackathon/ }).check();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('First day').fill(daysFromNow(30));
  await page.getByLabel('Venue').fill('Campus');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin');
  await page.getByRole('button', { name: 'Create the draft' }).click();
  await expect(page.getByText('Draft: only organisers see it')).toBeVisible();
  return { site, name, address: page.url().replace(/\/organise$/, '') };
}

/** Asking has been possible since yesterday and ends in twenty days. */
export async function openInvitations(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Decide when people can ask for invitations' }).click();
  await page.getByLabel('People can ask from').fill(`${daysFromNow(-1)}T09:00`);
  await page.getByLabel('Cut-off', { exact: true }).fill(`${daysFromNow(20)}T23:59`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
}

export async function announce(page: Page): Promise<void> {
  await organising(page, 'Next');
  await page.getByRole('button', { name: 'Announce it now' }).click();
  await expect(page.getByText('It is announced.')).toBeVisible();
}

export async function makeOrganiser(
  page: Page,
  { name, email }: Pick<Guest, 'name' | 'email'>,
): Promise<void> {
  await organising(page, 'People');
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Name (optional)').fill(name);
  await page.getByLabel('Role', { exact: true }).selectOption('Organiser');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: email })).toContainText('Organiser');
}

/** As a visitor, from the start page; ends with the status page that the mail leads to. */
export async function askForInvitation(
  page: Page,
  { site, name: event }: Place,
  guest: Guest,
): Promise<void> {
  await page.goto(site.origin);
  await page.getByRole('link', { name: event }).first().click();
  await page.getByRole('link', { name: 'Ask for an invitation' }).first().click();
  await page.getByLabel('Your name').fill(guest.name);
  await page.getByLabel('Mail address').fill(guest.email);
  await page.getByLabel('What you want to work on').fill(guest.headline);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await expect(page.getByText('Look into your mail')).toBeVisible();
  await openMailed(page, site, guest, /Your request for/);
  await expect(page.getByRole('heading', { name: 'Your request is with the organisers.' })).toBeVisible();
}

export async function inviteEverybody(page: Page, count: number): Promise<void> {
  await organising(page, 'Invitations');
  await page.getByRole('button', { name: 'Choose all on this page' }).click();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByText(`${count} decided.`)).toBeVisible();
}

export async function confirmPlace(page: Page, site: Site, guest: Guest): Promise<void> {
  await openMailed(page, site, guest, /You are invited/);
  await page.getByRole('button', { name: 'Confirm my place' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your place is confirmed.' })).toBeVisible();
}

/** Signs in by mail and goes to a part of the event, in a browser of the person's own. */
export async function arrive(browser: Browser, place: Place, email: string, part: string): Promise<Page> {
  const page = await signInByMail(browser, place.site, email);
  await page.getByRole('link', { name: place.name }).first().click();
  await inEvent(page, part);
  return page;
}

export async function propose(
  page: Page,
  headline: string,
  coLead?: { name: string; email: string },
): Promise<void> {
  await page.getByRole('link', { name: 'Propose a session' }).first().click();
  await page.getByLabel('Headline').fill(headline);
  if (coLead) {
    await page.getByText('Add leads').click();
    await page.getByLabel('Name of lead 1').fill(coLead.name);
    await page.getByLabel('Mail address of lead 1').fill(coLead.email);
  }
  await page.getByRole('button', { name: 'Propose it' }).click();
  await expect(page.getByText('Your session is proposed.')).toBeVisible();
}

/** Says one's interest in the list; ends when the server has it. */
export async function sayInList(page: Page, headline: string, level: string): Promise<void> {
  await inEvent(page, 'Sessions');
  const button = page
    .getByRole('group', { name: `Your interest in “${headline}”` })
    .getByRole('button', { name: level });
  await Promise.all([page.waitForResponse('**/interest/say'), button.click()]);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** Says the same for all that the deck still has. */
export async function answerDeck(page: Page, level: string): Promise<void> {
  await inEvent(page, 'Say your interest');
  const done = page.getByRole('heading', { name: 'You have answered everything' });
  const button = page.getByRole('group', { name: /^Your interest in/ }).getByRole('button', { name: level });
  await expect(done.or(button)).toBeVisible();
  while (await button.isVisible()) {
    await Promise.all([page.waitForResponse('**/interest/say'), button.click()]);
    await expect(done.or(button)).toBeVisible();
  }
}

export async function runScheduler(page: Page, count: number): Promise<void> {
  await organising(page, 'Board');
  await page.getByLabel('Time', { exact: true }).selectOption('2 seconds');
  await page.getByRole('button', { name: 'Run the scheduler' }).click();
  await page.getByRole('button', { name: 'Take it' }).click({ timeout: 20_000 });
  await expect(said(page)).toContainText(`${count} sessions changed`);
  await expect(page.getByText('Every session has a place.')).toBeVisible();
}

/** Picks a session up and puts it into a free cell; returns what the board says of it. */
export async function moveSession(page: Page, headline: string): Promise<string> {
  await page.getByRole('link', { name: `Pick up “${headline}”` }).click();
  await page
    .getByRole('button', { name: /: Place here, / })
    .last()
    .click();
  await expect(said(page)).toContainText(`“${headline}” placed in`);
  return (await said(page).textContent()) ?? '';
}

export async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(said(page)).toHaveText('Undone.');
}

export async function pin(page: Page, headline: string): Promise<void> {
  const button = page.getByRole('button', { name: `Pinned ${headline}` });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** Releases what is on the board; `meanwhile` runs from the moment the button is pressed. */
export async function release(
  page: Page,
  number: number,
  note: string,
  meanwhile?: () => Promise<void>,
): Promise<void> {
  await organising(page, 'Releases');
  await page.getByLabel('Note').fill(note);
  await page.getByRole('button', { name: `Release ${number} now` }).click();
  await Promise.all([expect(page.getByText(`Release ${number} is out.`)).toBeVisible(), meanwhile?.()]);
}

/** How many mails with this subject an address has got. */
export function mailsTo({ data }: Site, email: string, subject: RegExp): number {
  return readdirSync(join(data, 'mails'))
    .map((name) => readFileSync(join(data, 'mails', name), 'utf8'))
    .filter((mail) => mail.includes(`To: ${email}`) || mail.includes(`<${email}>`))
    .filter((mail) => subject.test(/^Subject: .*$/m.exec(mail)?.[0] ?? '')).length;
}

export async function openMailed(
  page: Page,
  site: Site,
  { email }: Pick<Guest, 'email'>,
  subject: RegExp,
): Promise<void> {
  const { links } = await site.lastMail(email, subject);
  await page.goto(links[0] ?? '');
}

export async function inEvent(page: Page, part: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'This event' })
    .getByRole('link', { name: part, exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: part })).toBeVisible();
}

/** Goes to a part of organising, from anywhere in the event. */
export async function organising(page: Page, part: string): Promise<void> {
  const parts = page.getByRole('navigation', { name: 'Organising' });
  if (!(await parts.isVisible())) await inEvent(page, 'Organise');
  const link = parts.getByRole('link', { name: part, exact: true });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
}

/** What the board has just said. */
function said(page: Page) {
  return page.getByRole('status').filter({ hasText: /“|Undone|proposal/ });
}

/** A date as a form takes it. */
function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
