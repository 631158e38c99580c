import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * The rules of WCAG 2.2 AA and axe's good practice. Only what is violated is worked out, and in the page
 * itself, not in a second one (none of ours holds another origin's page): a third of the time.
 */
const OPTIONS = {
  resultTypes: ['violations' as const],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** That a page, as it is now, has nothing axe finds and is no wider than its screen. */
export async function expectAccessible(page: Page, named = new URL(page.url()).pathname): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(OPTIONS).analyze();
  const found = violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
  expect([named, found]).toEqual([named, []]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([named, 'wider than the screen by', overflow]).toEqual([named, 'wider than the screen by', 0]);
}
