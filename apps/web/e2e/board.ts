import type { Locator, Page } from '@playwright/test';
import { expect } from './site.ts';

/*
 * The organisers' board as one sees it: cards, cells and what the bar below says. Cells are found by
 * the hour they begin and the area's place in the row, as one finds them on paper.
 */

/** High enough for both ends of a drag: `dragTo` scrolls between pressing and moving, which no hand does. */
export const DESK = { viewport: { width: 1280, height: 1700 } } as const;

const REST_MS = 200;

/** Opens the board of the sample's coming event, ready to hear of changes. */
export async function openBoard(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/organise/board`);
  await expect(page.getByText('Live: changes appear here by themselves.')).toBeVisible();
}

/** The card of a session, wherever it is. */
export function card(page: Page, headline: string): Locator {
  return page
    .getByRole('article')
    .filter({ has: page.getByRole('link', { name: `Pick up “${headline}”`, exact: true }) });
}

/** The cell of the first day in the row that begins at `time`; areas count from 1. */
export function cell(page: Page, time: string, area: number): Locator {
  return page
    .getByRole('region', { name: /^Draft of/ })
    .first()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${time}`) }) })
    .getByRole('cell')
    .nth(area - 1);
}

export function unplaced(page: Page): Locator {
  return page.getByRole('region', { name: /^Without a place/ });
}

/** A line of the bar that is read out. */
export function said(page: Page, sentence: string | RegExp): Locator {
  return page.getByRole('status').filter({ hasText: sentence });
}

export function refusal(page: Page, sentence: string | RegExp): Locator {
  return page.getByRole('alert').filter({ hasText: sentence });
}

/** The headlines in a cell or list are exactly these, now and after the page was loaded anew. */
export async function holds(
  page: Page,
  expected: readonly (readonly [place: Locator, headlines: readonly string[]])[],
): Promise<void> {
  const look = async (): Promise<void> => {
    for (const [place, headlines] of expected)
      await expect(place.getByRole('article').getByRole('link')).toHaveText(
        headlines.map((headline) => `Pick up “${headline}” ${headline}`),
      );
  };
  await look();
  await page.reload();
  await look();
  await expect(page.getByText('Live: changes appear here by themselves.')).toBeVisible();
}

/**
 * Drags a card that lies still, from a mouse at rest: after a page has scrolled or was laid out anew, Chromium sends a
 * mouse movement of its own. Playwright takes it for the one that begins the drag, and never lets go.
 */
export async function drag(
  from: Locator,
  to: Locator,
  options?: { targetPosition: { x: number; y: number } },
): Promise<void> {
  await untilStill(from);
  await from.dragTo(to, options);
}

/** Waits, with the mouse over it, until a card lies where it did a moment before. */
async function untilStill(one: Locator): Promise<void> {
  await expect(async () => {
    await one.hover();
    const before = await one.boundingBox();
    await one.page().waitForTimeout(REST_MS);
    expect(await one.boundingBox()).toEqual(before);
  }).toPass();
}

/** Carries a card with the mouse as a hand does, in `steps` movements, and lets it go over `target`. */
export async function carry(page: Page, from: Locator, target: Locator, steps: number): Promise<void> {
  await target.evaluate((one) => one.scrollIntoView({ block: 'center' })); // not below the bar
  await untilStill(from); // see `drag`
  const [start, end] = [await middleOf(from), await middleOf(target)];
  await page.mouse.move(start.x, start.y);
  await page.waitForTimeout(REST_MS);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps });
  await page.mouse.up();
}

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
