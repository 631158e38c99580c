import type { Page } from '@playwright/test';
import { card, carry, cell, DESK, drag, holds, openBoard, refusal, said, unplaced } from './board.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

const ONE = 'Live patching without a maintenance window';
const TWO = 'Operating systems made for the cloud';
const WIDE = 'Unikernels beyond the demo'; // two slots long, and needs a screen
const SCREEN = 'Roadmap of the next release'; // needs a screen, which area 3 has not

test.describe('dragging on the board @desk', () => {
  // A finger picks up and chooses; nothing is dragged.
  let site: Site; // of its own, because these tests write
  let page: Page;
  let address: string;
  test.beforeAll(async ({ browser, hasTouch }) => {
    if (hasTouch) return;
    test.setTimeout(240_000);
    site = await startSite({ sample: true });
    page = await signInWith(browser, sampleLink(site, 'Mei Lin'), DESK);
    const link = page.getByRole('link', { name: /Cambridge/ }).first();
    address = new URL((await link.getAttribute('href')) ?? '', site.origin).href;
  });
  test.afterAll(() => site?.stop());
  test.beforeEach(async () => {
    await openBoard(page, address);
    await undoAll(page);
  });

  test('from the list to a cell, from there to another, and back to the list', async () => {
    await drag(card(page, ONE), cell(page, '10:00', 1));
    await expect(said(page, `“${ONE}” placed in area 1,`)).toBeVisible();
    await holds(page, [[cell(page, '10:00', 1), [ONE]]]);

    await drag(card(page, ONE), cell(page, '11:15', 2));
    await expect(said(page, `“${ONE}” placed in area 2,`)).toBeVisible();
    await holds(page, [
      [cell(page, '10:00', 1), []],
      [cell(page, '11:15', 2), [ONE]],
    ]);

    await drag(card(page, ONE), unplaced(page).getByRole('heading'));
    await expect(said(page, `“${ONE}” taken off the grid;`)).toBeVisible();
    await holds(page, [[cell(page, '11:15', 2), []]]);
    await expect(unplaced(page).getByRole('link', { name: ONE })).toBeVisible();
  });

  for (const steps of [1, 2, 15]) {
    test(`with the mouse, in ${steps} movements`, async () => {
      await carry(page, card(page, ONE), cell(page, '10:00', 2), steps);
      await expect(said(page, `“${ONE}” placed in area 2,`)).toBeVisible();
      await holds(page, [[cell(page, '10:00', 2), [ONE]]]);
      await carry(page, card(page, ONE), cell(page, '13:15', 4), steps);
      await expect(said(page, `“${ONE}” placed in area 4,`)).toBeVisible();
      await holds(page, [
        [cell(page, '10:00', 2), []],
        [cell(page, '13:15', 4), [ONE]],
      ]);
    });
  }

  test('one after the other, as soon as the card is there', async () => {
    await drag(card(page, ONE), cell(page, '10:00', 1));
    await expect(cell(page, '10:00', 1)).toContainText(ONE);
    await drag(card(page, TWO), cell(page, '10:00', 2));
    await expect(cell(page, '10:00', 2)).toContainText(TWO);
    await drag(card(page, SCREEN), cell(page, '11:15', 1));
    await expect(said(page, `“${SCREEN}” placed in area 1,`)).toBeVisible();
    await holds(page, [
      [cell(page, '10:00', 1), [ONE]],
      [cell(page, '10:00', 2), [TWO]],
      [cell(page, '11:15', 1), [SCREEN]],
    ]);
  });

  test('onto a taken cell swaps the two, or says why it cannot', async () => {
    await drag(card(page, ONE), cell(page, '10:00', 1));
    await expect(said(page, `“${ONE}” placed in area 1,`)).toBeVisible();
    await drag(card(page, SCREEN), cell(page, '11:15', 2));
    await expect(said(page, `“${SCREEN}” placed in area 2,`)).toBeVisible();
    await drag(card(page, ONE), cell(page, '11:15', 2));
    await expect(said(page, `“${ONE}” placed in area 2,`)).toBeVisible();
    await holds(page, [
      [cell(page, '10:00', 1), [SCREEN]],
      [cell(page, '11:15', 2), [ONE]],
    ]);

    await drag(card(page, ONE), cell(page, '11:15', 3)); // no screen there
    await expect(said(page, `“${ONE}” placed in area 3,`)).toBeVisible();
    await drag(card(page, SCREEN), cell(page, '11:15', 3));
    await expect(
      said(page, /^Not here: .*screen/i).or(refusal(page, /cannot go there: .*screen/i)),
    ).toBeVisible();
    await holds(page, [
      [cell(page, '10:00', 1), [SCREEN]],
      [cell(page, '11:15', 3), [ONE]],
    ]);
  });

  test('outside, onto its own cell or onto a break does nothing', async () => {
    await drag(card(page, ONE), cell(page, '10:00', 1));
    // With what it gains the server has answered, and says no more of it.
    await expect(said(page, /placed in area 1,.*interest gained/)).toBeVisible();
    const putBack = async (): Promise<void> => {
      await expect(said(page, `“${ONE}” put back.`)).toBeVisible();
      await expect(page.getByText('Where to with')).toBeHidden();
      await holds(page, [[cell(page, '10:00', 1), [ONE]]]);
    };
    // By hand: towards what is out of sight `dragTo` scrolls with the button pressed, and drags what comes under it.
    await carry(page, card(page, ONE), page.getByRole('heading', { level: 1 }), 5);
    await putBack();
    for (const target of [cell(page, '10:00', 1), cell(page, '11:00', 1 /* coffee */)]) {
      await drag(card(page, ONE), target, { targetPosition: { x: 12, y: 12 } });
      await putBack();
    }
    await carry(page, card(page, TWO), page.getByRole('heading', { level: 1 }), 5);
    await expect(said(page, `“${TWO}” put back.`)).toBeVisible();
    await holds(page, [[cell(page, '10:00', 1), [ONE]]]);
  });

  test('outside, quicker than the board is drawn, is said as well', async () => {
    await card(page, ONE).evaluate((one) => {
      for (const type of ['dragstart', 'dragend']) one.dispatchEvent(new DragEvent(type, { bubbles: true }));
    });
    await expect(said(page, `“${ONE}” put back.`)).toBeVisible();
    await expect(page.getByText('Where to with')).toBeHidden();
  });

  test('a drop before the prices are there is decided by the server', async () => {
    let letPricesGo = (): void => undefined;
    const until = new Promise<void>((resolve) => (letPricesGo = resolve));
    await page.route('**/board/prices?*', async (route) => {
      await until;
      await route.continue();
    });
    await drag(card(page, ONE), cell(page, '10:00', 3));
    await expect(said(page, `“${ONE}” placed in area 3,`)).toBeVisible();
    await drag(card(page, TWO), cell(page, '10:00', 3));
    await expect(said(page, `“${TWO}” placed in area 3,`)).toBeVisible();
    await drag(card(page, SCREEN), cell(page, '10:00', 3));
    await expect(refusal(page, `“${SCREEN}” cannot go there: missing there: A screen`)).toBeVisible();
    await drag(card(page, WIDE), cell(page, '15:30', 1));
    await expect(
      refusal(page, `“${WIDE}” cannot go there: it is longer than what is left of the day`),
    ).toBeVisible();
    letPricesGo();
    await page.waitForResponse('**/board/prices?*');
    await expect(refusal(page, `“${WIDE}” cannot go there`)).toBeVisible(); // late prices do not hide what happened
    await page.unroute('**/board/prices?*');
    await holds(page, [
      [cell(page, '10:00', 3), [TWO]],
      [cell(page, '15:30', 1), []],
    ]);
    await expect(unplaced(page).getByRole('link', { name: ONE })).toBeVisible();
  });

  test('prices that cannot be had leave the board usable', async () => {
    await page.route('**/board/prices?*', (route) => route.abort());
    await carry(page, card(page, ONE), cell(page, '10:00', 1), 10);
    await expect(said(page, `“${ONE}” placed in area 1,`)).toBeVisible();
    await page.unroute('**/board/prices?*');
    await holds(page, [[cell(page, '10:00', 1), [ONE]]]);
  });
});

/** Back to an empty grid, by the board's own button. */
async function undoAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Undo', exact: true });
  while (await button.isEnabled()) {
    const undone = page.waitForResponse((one) => one.url().includes('?/undo'));
    await button.click();
    await undone;
    await expect(said(page, 'Undone.')).toBeVisible();
    await page.reload();
  }
  await expect(page.getByText('Live: changes appear here by themselves.')).toBeVisible();
}
