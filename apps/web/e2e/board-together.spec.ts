import type { Page } from '@playwright/test';
import { card, cell, DESK, drag, holds, openBoard, refusal, said, unplaced } from './board.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';
import * as step from './steps.ts';

const ONE = 'Live patching without a maintenance window';
const TWO = 'Operating systems made for the cloud';

test.describe('two organisers at the board @desk', () => {
  let site: Site; // of its own, because these tests write
  let mei: Page;
  let olga: Page;
  let address: string;
  test.beforeAll(async ({ browser, hasTouch }) => {
    if (hasTouch) return;
    test.setTimeout(240_000);
    site = await startSite({ sample: true });
    mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), DESK);
    const link = mei.getByRole('link', { name: /Cambridge/ }).first();
    address = new URL((await link.getAttribute('href')) ?? '', site.origin).href;
    olga = await (await browser.newContext(DESK)).newPage();
    await step.becomeOwner(olga, site);
  });
  test.afterAll(() => site?.stop());

  test('each sees and hears the other’s moves within a second', async () => {
    await openBoard(mei, address);
    await openBoard(olga, address);

    await drag(card(mei, ONE), cell(mei, '10:00', 1));
    await expect(said(mei, `“${ONE}” placed in area 1,`)).toBeVisible();
    await expect(said(olga, `Mei Lin placed “${ONE}”`)).toBeVisible({ timeout: 1000 });
    await expect(cell(olga, '10:00', 1)).toContainText(ONE, { timeout: 1000 });

    await drag(card(olga, TWO), cell(olga, '10:00', 2));
    await expect(said(olga, `“${TWO}” placed in area 2,`)).toBeVisible();
    await expect(said(mei, `Olga Owner placed “${TWO}”`)).toBeVisible({ timeout: 1000 });
    await expect(cell(mei, '10:00', 2)).toContainText(TWO, { timeout: 1000 });

    await step.undo(mei);
    await expect(said(olga, `Mei Lin took back what was done with “${TWO}”`)).toBeVisible({ timeout: 1000 });
    await holds(olga, [
      [cell(olga, '10:00', 1), [ONE]],
      [cell(olga, '10:00', 2), []],
    ]);
    await step.undo(mei);
  });

  test('who moves on a board that has become old is told who was quicker, and loses nothing', async () => {
    await openBoard(mei, address);
    await olga.addInitScript(() => {
      // Nothing tells her of changes.
      class Silent extends EventTarget {
        constructor() {
          super();
          setTimeout(() => this.dispatchEvent(new Event('error')));
        }
        close(): void {}
      }
      Object.assign(window, { EventSource: Silent });
    });
    await olga.goto(`${address}/organise/board`);
    await expect(olga.getByText('Not connected.')).toBeVisible();

    await drag(card(mei, ONE), cell(mei, '10:00', 1));
    await expect(said(mei, `“${ONE}” placed in area 1,`)).toBeVisible();
    await drag(card(olga, TWO), cell(olga, '10:00', 1));
    await expect(
      refusal(olga, `“${TWO}” cannot go there: “${ONE}” is there`).or(
        said(olga, `Not here: “${ONE}” is there`),
      ),
    ).toBeVisible();
    await olga.reload();
    await expect(olga.getByText('Not connected.')).toBeVisible();
    await expect(cell(olga, '10:00', 1)).toContainText(ONE);
    await expect(unplaced(olga).getByRole('link', { name: TWO })).toBeVisible();

    await drag(card(mei, ONE), cell(mei, '11:15', 1));
    await expect(cell(mei, '11:15', 1)).toContainText(ONE);
    await drag(card(olga, ONE), cell(olga, '10:00', 3));
    await expect(refusal(olga, `Mei Lin moved “${ONE}” in the meantime: it is now area 1,`)).toBeVisible();
    await expect(said(olga, `Mei Lin placed “${ONE}”`)).toBeVisible(); // and neither hides the other
    await expect(cell(olga, '11:15', 1)).toContainText(ONE);

    await holds(mei, [
      [cell(mei, '10:00', 1), []],
      [cell(mei, '10:00', 3), []],
      [cell(mei, '11:15', 1), [ONE]],
    ]);
  });
});
