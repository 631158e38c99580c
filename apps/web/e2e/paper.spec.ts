import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

test('a card and a cell of the paper grid, scanned one after the other, place a session', async ({
  browser,
}) => {
  const event = `${site.origin}/cambridge-2026`;
  const mei = await signInWith(browser, sampleLink(site, 'Mei Lin'));
  await mei.goto(`${event}/organise/board`);
  await mei.getByRole('link', { name: 'Cards and grid on paper' }).click();
  await expect(mei.getByRole('img', { name: /^Code that opens “Unikernels beyond the demo”/ })).toBeVisible();
  await expect(mei.getByRole('img', { name: /^Code of area 2, .* 11:15$/ }).first()).toBeVisible();

  await mei.goto(`${event}/organise/board`);
  const card = mei.getByRole('link', { name: /Unikernels beyond the demo/ });
  const session = ((await card.getAttribute('id')) ?? '').replace('card-', '');
  await mei.goto(`${event}/place?session=${session}`);
  const where = mei.getByLabel('Where', { exact: true });
  const cell = await where
    .getByRole('option', { name: /^area 2, .* 11:15: / })
    .first()
    .getAttribute('value');
  await expectAccessible(mei);

  const [slot, area] = (cell ?? '').split(' ');
  await mei.goto(`${event}/place?slot=${slot}&area=${area}`); // the card is remembered
  await expect(mei.getByRole('heading', { name: 'Unikernels beyond the demo' })).toBeVisible();
  await mei.getByRole('button', { name: 'Place it here' }).click();
  await expect(mei.getByText(/“Unikernels beyond the demo” placed in area 2, .* 11:15;/)).toBeVisible();

  await mei.goto(`${event}/place?slot=${slot}&area=${area}`); // and now it is forgotten
  await expect(mei.getByText('“Unikernels beyond the demo” is there now.')).toBeVisible();
  await expect(mei.getByRole('button', { name: 'Place it here' })).toHaveCount(0);
  await mei.getByRole('combobox', { name: 'Session' }).selectOption('Mobile: two phones in one');
  await mei.getByRole('button', { name: 'Choose a session' }).click();
  await mei.getByRole('button', { name: 'Swap with “Unikernels beyond the demo”' }).click();
  await expect(mei.getByText(/“Mobile: two phones in one” placed in area 2/)).toBeVisible();

  await mei.goto(`${event}/place?slot=01aaaaaaaaaaaaaaaaaaaaaaaa&area=${area}`);
  await expect(mei.getByText('This cell is not in the grid any more.')).toBeVisible();

  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'), { javaScriptEnabled: false });
  await jonas.goto(`${event}/place?session=${session}`); // whoever finds a card reads what it is about
  await expect(jonas).toHaveURL(`${event}/sessions/${session}`);
});
