import type { Page } from '@playwright/test';
import { openBoard } from './board.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

const PICKED = 'Live patching without a maintenance window';

/** What the board says a schedule is worth: to each cell, and to each person. */
test.describe('what a schedule is worth', () => {
  let site: Site; // of its own, because these tests write
  let page: Page;
  let address: string;
  test.beforeAll(async ({ browser }, info) => {
    test.setTimeout(240_000);
    site = await startSite({ sample: true });
    const { viewport = null, hasTouch = false } = info.project.use;
    page = await signInWith(browser, sampleLink(site, 'Mei Lin'), { viewport, hasTouch });
    const link = page.getByRole('link', { name: /Cambridge/ }).first();
    address = new URL((await link.getAttribute('href')) ?? '', site.origin).href;
  });
  test.afterAll(() => site?.stop());

  test('who gets what is shown of the draft and of a proposal, in a plot, a table and by name', async () => {
    await openBoard(page, address);
    await page.getByRole('link', { name: 'Who gets what' }).click();
    await expect(page.getByRole('heading', { name: 'Who gets what' })).toBeVisible();
    await expect(page.getByRole('img', { name: /from 0 % over 0 %/ })).toBeVisible(); // nothing is placed yet
    await expect(page.getByText('it has no place').first()).toBeVisible();

    await page.getByRole('link', { name: 'To the board' }).click();
    await page.getByRole('combobox', { name: 'Time' }).selectOption({ index: 0 });
    await page.getByRole('button', { name: 'Run the scheduler' }).click();
    await expect(page.getByRole('button', { name: 'Take it' })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Who gets what' }).click();
    await page.getByRole('link', { name: 'What the scheduler proposes' }).click();
    const worst = page.getByRole('region', { name: 'Served worst' });
    await expect(worst.getByRole('heading', { level: 3 })).toHaveCount(10);
    await expect(worst.getByText(/: (they are in “|no seat was left)/).first()).toBeVisible();
    const pairs = page.getByRole('region', { name: 'Sessions at the same time that hurt most' });
    await expect(pairs.getByRole('listitem')).toHaveCount(10);

    await page.getByText('The plot as a table').click();
    await page.getByText('Everybody by name').click();
    const bins = page.getByRole('row', { name: /^\d+ to \d+ %/ });
    await expect(bins).toHaveCount(10);
    const counts = await Promise.all(
      (await bins.all()).map(async (bin) =>
        (await bin.getByRole('cell').allTextContents()).map((text) => Number(text)),
      ),
    );
    const people = await page.getByRole('row', { name: /^\D.*\d %$/ }).count();
    for (const column of [0, 1])
      expect(counts.reduce((sum, bin) => sum + (bin[column] ?? 0), 0)).toBe(people);
    expect(people).toBeGreaterThan(20);
    expect(counts[0]?.[0]).toBe(people); // the draft is empty: all are in the first tenth

    await pairs.getByRole('link').first().click(); // picks it up on the board
    await expect(page.getByText('Where to with')).toBeVisible();
  });

  test('with a session in the hand, cells are tinted by their price, and the scale is written down', async () => {
    await openBoard(page, address);
    if (await page.getByRole('button', { name: 'Take it' }).isVisible()) {
      await page.getByRole('button', { name: 'Take it' }).click();
      await expect(page.getByRole('button', { name: 'Take it' })).toBeHidden();
    }
    await page.getByRole('link', { name: `Pick up “${PICKED}”` }).click();
    await expect(page.getByText('Tint: interest won or lost')).toBeVisible();
    const cells = await page.locator('td:has(button[name=to])').evaluateAll((all) =>
      all.map((cell) => ({
        step: Number(/heat-(\d)/.exec(cell.className)?.[1] ?? 0),
        tint: getComputedStyle(cell).backgroundColor,
        signs: cell.querySelector('button .signs')?.textContent ?? '',
        refused: cell.querySelector('button.refused') !== null,
      })),
    );
    const priced = cells.filter(({ refused }) => !refused);
    const worth = ({ signs }: { signs: string }): number =>
      [...signs.matchAll(/([+−±])(\d+)/g)].reduce(
        (sum, [, sign, number]) => sum + (sign === '−' ? -1 : 1) * Number(number),
        0,
      );
    expect(priced.length).toBeGreaterThan(10);
    const rising = priced.toSorted((a, b) => worth(a) - worth(b)).map(({ step }) => step);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(rising[0]).toBe(1);
    expect(cells.filter(({ refused, step }) => refused && step > 0)).toEqual([]);
    const tints = new Map(priced.map(({ step, tint }) => [step, tint]));
    expect(new Set(tints.values()).size).toBe(tints.size); // every step has a colour of its own
    const legend = await page.getByText('Tint: interest won or lost').locator('..').textContent();
    for (const end of [Math.min(...priced.map(worth)), Math.max(...priced.map(worth))])
      expect(legend).toContain(end === 0 ? '±0' : `${end > 0 ? '+' : '−'}${Math.abs(end)}`);
  });

  test('preferences are kept, and after a release both ways to schedule stand side by side', async () => {
    await openBoard(page, address);
    await page.getByText('What a good schedule is').click();
    await page.getByRole('combobox', { name: 'Above all' }).selectOption('Fair to each person');
    await page.getByRole('combobox', { name: 'Fairness' }).selectOption('Much');
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await expect(page.getByText('Saved. The next run goes by it.')).toBeVisible();
    await page.reload();
    await page.getByText('What a good schedule is').click();
    await expect(page.getByRole('combobox', { name: 'Above all' })).toHaveValue('fairness');
    await page.getByRole('combobox', { name: 'Above all' }).selectOption('Most interest served');
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await expect(page.getByText('Saved. The next run goes by it.')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Fairness' })).toHaveValue('much');
    await expect(page.getByRole('combobox', { name: 'Short ways' })).toHaveValue('off');

    await page.goto(`${address}/organise/releases`);
    await page.getByRole('button', { name: /^Release number \d+ now|^Release \d+/ }).click();
    await expect(page.getByText(/is out/)).toBeVisible();
    await openBoard(page, address);
    await page.getByRole('combobox', { name: 'Time' }).selectOption({ index: 0 });
    await page.getByRole('combobox', { name: 'Way' }).selectOption('Least disturbance');
    await page.getByRole('button', { name: 'Run the scheduler' }).click();
    const table = page.getByRole('table').filter({ hasText: 'Interest served' });
    await expect(table.getByRole('columnheader')).toHaveText(['Draft', 'Least disturbance', 'From scratch'], {
      timeout: 60_000,
    });
    const numbers = async (row: string) =>
      (await table.getByRole('row', { name: row }).getByRole('cell').allTextContents()).map((text) =>
        Number(text.replaceAll(',', '')),
      );
    const [draft = 0, stable = 0, scratch = 0] = await numbers('Sessions elsewhere than released');
    expect(draft).toBe(0); // the draft is what was released just now
    expect(stable).toBeLessThan(scratch);
    const [, stablePeople = 0, scratchPeople = 0] = await numbers('People who want or lead one of those');
    expect(stablePeople).toBeLessThanOrEqual(scratchPeople);
    expect(scratchPeople).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Take the one from scratch' }).click();
    await expect(page.getByRole('button', { name: 'Discard' })).toBeHidden();
    const [, served = 0] =
      /([\d,]+) of at most/.exec((await page.locator('.worth').textContent()) ?? '') ?? [];
    expect(served).not.toBe(0);
  });
});
