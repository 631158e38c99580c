import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, sampleLink, signInWith, startSite, test, type Site } from './site.ts';

let site: Site;
test.beforeAll(async () => {
  site = await startSite({ sample: true });
});
test.afterAll(() => site.stop());

const HEADLINE = 'Live patching without a maintenance window';

test('notes are written by two at once, through lost networks and a crash of the server, and go into the archive', async ({
  browser,
  page: visitor,
}, info) => {
  test.setTimeout(180_000);
  const options = { viewport: info.project.use.viewport ?? null };
  const jonas = await signInWith(browser, sampleLink(site, 'Jonas Weber'), options);
  const aoife = await signInWith(browser, sampleLink(site, 'Aoife Brennan'), options);
  const mei = await signInWith(browser, sampleLink(site, 'Mei Lin'), options);
  const complaints: string[] = [];
  for (const page of [jonas, aoife, mei])
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_|Failed to (load resource|fetch)/.test(message.text()))
        complaints.push(message.text());
    });

  // From the event to the session to its notes, empty as they are.
  await jonas.goto(site.origin);
  await jonas
    .getByRole('link', { name: /Hypervisor Hackathon Cambridge/ })
    .first()
    .click();
  await jonas.getByRole('navigation', { name: 'This event' }).getByRole('link', { name: 'Sessions' }).click();
  await jonas.getByRole('link', { name: HEADLINE }).first().click();
  await jonas.getByRole('link', { name: 'Write notes' }).click();
  await jonas.waitForURL(/\/notes$/);
  const address = new URL(jonas.url()).pathname;
  await aoife.goto(site.origin + address);
  const [one, two] = [editor(jonas), editor(aoife)];
  await expect(jonas.getByText('Here now: Aoife Brennan, Jonas Weber')).toBeVisible();
  await expectAccessible(jonas);

  // Both at once; each sees the other's words as they come.
  await jonas.getByRole('button', { name: 'Add headings' }).click();
  await expect(two).toContainText('## Decisions');
  await two.press('Control+Home');
  await Promise.all([
    one.press('Control+End').then(() => one.pressSequentially('Jonas wrote this line.', { delay: 15 })),
    two.pressSequentially('Aoife wrote that one.', { delay: 15 }),
  ]);
  for (const text of [one, two]) {
    await expect(text).toContainText('Jonas wrote this line.');
    await expect(text).toContainText('Aoife wrote that one.');
  }

  // The network goes, both write on; the page is even loaded anew once it is back.
  await jonas.context().setOffline(true);
  await one.press('Control+End');
  await one.pressSequentially(' Written without a network.');
  await expect(jonas.getByText('Waiting for the network')).toBeVisible();
  await two.press('Control+Home');
  await two.pressSequentially('Meanwhile. ');
  await jonas.context().setOffline(false);
  await expect(two).toContainText('Written without a network.', { timeout: 20_000 });
  await expect(one).toContainText('Meanwhile.');

  // The power goes. What was said to be saved is there; what was not comes as soon as the server is back.
  await expect(jonas.getByText('Saved', { exact: true })).toBeVisible();
  const saved = await said(one);
  const back = site.crash();
  await two.press('Control+End');
  await two.pressSequentially(' Typed while the server was down.');
  await back;
  await expect(one).toContainText('Typed while the server was down.', { timeout: 20_000 });
  await expect(aoife.getByText('Saved', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await said(one)).toBe(await said(two));
  await markdownHas(jonas, address, saved);

  // What was typed and not sent survives the page.
  await aoife.context().setOffline(true);
  await two.press('Control+End');
  await two.pressSequentially(' Kept on the device.');
  await expect(aoife.getByText('Waiting for the network')).toBeVisible();
  await aoife.close({ runBeforeUnload: false });
  const again = await aoife.context().newPage();
  await aoife.context().setOffline(false);
  await again.goto(site.origin + address);
  await expect(editor(again)).toContainText('Kept on the device.');
  await expect(one).toContainText('Kept on the device.');

  // An action item becomes a row with an owner, and ticking it writes the text.
  await one.press('Control+End');
  await one.pressSequentially('\n');
  await one.press('Control+End');
  await jonas.keyboard.insertText('\n\n- [ ] send it round @Aoife Brennan due 2030-01-02\n');
  const tick = jonas.getByRole('button', { name: 'Mark as done: send it round' });
  await expect(tick).toBeVisible({ timeout: 15_000 });
  await again.goto(`${site.origin}/account/action-items`);
  await expectAccessible(again);
  await again.getByRole('button', { name: 'Mark as done: send it round' }).click();
  await expect(again.getByText('The action item is changed in the notes.')).toBeVisible();
  await expect(one).toContainText('[x] send it round');

  // Until they are in the archive, others do not read them.
  expect((await visitor.goto(site.origin + address))?.url()).toContain('/sign-in');
  await mei.goto(site.origin + address);
  await mei.getByText('Put into the archive').first().click();
  await mei.getByRole('button', { name: 'Put into the archive' }).click();
  await expect(mei.getByText('The notes of one session are in the archive.')).toBeVisible();
  await expect(jonas.getByText(/^In the archive since/)).toBeVisible();
  await expect(jonas.getByRole('textbox', { name: 'Notes' })).toHaveCount(0);
  await visitor.goto(site.origin + address);
  await expect(visitor.getByText('Typed while the server was down.')).toBeVisible();
  await expect(visitor.getByText('Correct the notes')).toHaveCount(0);
  await expectAccessible(visitor);
  await mei.getByText('Correct the notes').click();
  await mei.getByLabel('What is corrected, and why').fill('A name');
  await mei
    .getByRole('textbox', { name: 'Notes' })
    .fill('Corrected: nobody wrote <script>alert(1)</script>.');
  await mei.getByRole('button', { name: 'Save the correction' }).click();
  await expect(mei.getByText('Saved.')).toBeVisible();
  await mei.getByRole('link', { name: 'History' }).click();
  await expect(mei.getByText('A name')).toBeVisible();
  await expect(mei.getByText('this went into the archive')).toBeVisible();
  await expectAccessible(mei);
  await mei.getByRole('link', { name: 'Version 2' }).click();
  await expectAccessible(mei);
  const markdown = await visitor.request.get(`${site.origin}${address}.md`);
  expect(await markdown.text()).toContain('Corrected: nobody wrote');
  expect(complaints).toEqual([]);
});

test('notes are written without script, two forms unite, and an organiser reminds once a day @desk', async ({
  browser,
}) => {
  const own = await startSite({ sample: true });
  try {
    const plain = { javaScriptEnabled: false };
    const mei = await signInWith(browser, sampleLink(own, 'Mei Lin'), plain);
    await mei.goto(`${own.origin}/shanghai-2015/notes`);
    await mei.getByRole('link', { name: 'Unikernels beyond the demo' }).click();
    await mei.getByRole('textbox', { name: 'Notes' }).fill('one\n\ntwo\n\n- [ ] three @Mei Lin');
    const other = await mei.context().newPage();
    await other.goto(mei.url());
    await mei.getByRole('button', { name: 'Preview' }).click();
    await expect(mei.locator('#preview')).toContainText('☐ three @Mei Lin');
    await mei.getByRole('button', { name: 'Save' }).click();
    await expect(mei.getByText('Saved.')).toBeVisible();
    await other.goto(mei.url());
    await mei.getByRole('textbox', { name: 'Notes' }).fill('ONE\n\ntwo\n\n- [ ] three @Mei Lin');
    await mei.getByRole('button', { name: 'Save' }).click();
    await other
      .getByRole('textbox', { name: 'Notes' })
      .fill('one\n\ntwo\n\n- [ ] three @Mei Lin due 2030-01-02');
    await other.getByRole('button', { name: 'Save' }).click();
    await expect(other.getByRole('textbox', { name: 'Notes' })).toHaveValue(
      /ONE[\s\S]*two[\s\S]*due 2030-01-02/,
    );
    await mei.getByRole('textbox', { name: 'Notes' }).fill('uno\n\ntwo\n\n- [ ] three @Mei Lin');
    await other
      .getByRole('textbox', { name: 'Notes' })
      .fill('eins\n\ntwo\n\n- [ ] three @Mei Lin due 2030-01-02');
    await other.getByRole('button', { name: 'Save' }).click();
    await mei.getByRole('button', { name: 'Save' }).click();
    await expect(mei.getByText('Somebody changed the same lines')).toBeVisible();
    await expect(mei.getByRole('textbox', { name: 'Notes' })).toHaveValue(
      /<<<<<<<\neins\n=======\nuno\n>>>>>>>/,
    );
    await mei.getByRole('textbox', { name: 'Notes' }).fill('x'.repeat(200_001));
    await mei.getByRole('button', { name: 'Save' }).click();
    await expect(mei.getByText(/200,?\.?000/).first()).toBeVisible();
    expect((await mei.getByRole('textbox', { name: 'Notes' }).inputValue()).length).toBe(200_001);

    await mei.goto(`${own.origin}/shanghai-2015/notes`);
    await mei
      .getByRole('button', { name: 'Remind leads and scribe of “A scheduler for sixty-four sockets”' })
      .click();
    await expect(mei.getByText('One person is reminded.')).toBeVisible();
    const row = mei.getByRole('listitem').filter({ hasText: 'A scheduler for sixty-four sockets' });
    await expect(row.getByText(/^Reminded/)).toBeVisible();
    await expect(row.getByRole('button')).toHaveCount(0);
    await mei.goto(`${own.origin}/shanghai-2015/organise/mails`);
    await expect(mei.getByText('Notes of “A scheduler for sixty-four sockets”?').first()).toBeVisible();
    const all = await mei.request.get(`${own.origin}/shanghai-2015/notes.md`);
    expect((await all.text()).split('\n').slice(0, 3)).toEqual([
      '# Notes of Hypervisor Hackathon Shanghai 2015',
      '',
      '## Decisions',
    ]);
  } finally {
    await own.stop();
  }
});

function editor(page: Page) {
  return page.getByRole('textbox', { name: 'Notes' }).and(page.locator('.cm-content'));
}

/** What an editor says, without the names at others' cursors. */
function said(text: Locator): Promise<string> {
  return text.evaluate((element) => {
    const copy = element.cloneNode(true) as Element; // of an element
    for (const caret of copy.querySelectorAll('.others-caret')) caret.remove();
    return [...copy.querySelectorAll('.cm-line')].map((line) => line.textContent).join(' ');
  });
}

async function markdownHas(page: Page, address: string, text: string): Promise<void> {
  const answer = await page.request.get(`${site.origin}${address}.md`);
  const kept = await answer.text();
  expect(text.split(/\s+/).filter((word) => !kept.includes(word))).toEqual([]);
}
