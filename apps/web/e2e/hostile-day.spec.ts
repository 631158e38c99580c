import { sampleEmail } from '../../../packages/domain/src/sample/sample-people.ts';
import { everyAction, ON_THE_DAY } from './hostile-actions.ts';
import { Person, signInAs } from './hostile-forms.ts';
import { Walk } from './hostile-walk.ts';
import { expect, sampleLink, signInByMail, startSite, test } from './site.ts';
import { organising, release } from './steps.ts';
import { endFirstSlotIn, holdToday } from './today.ts';

const EVENT = '/cambridge-2026';

test('the forms of a day that is on answer whatever is put into them, too @desk', async ({ browser }) => {
  test.setTimeout(600_000);
  const site = await startSite({ sample: true });
  const reader = await browser.newPage();
  const people = new Map(
    ['visitor', 'organiser', 'participant'].map((role) => [role, new Person(site.origin)]),
  );
  const walk = new Walk(site, reader, people);
  try {
    const mei = await signInByMail(browser, site, sampleEmail('Mei Lin'));
    await mei.goto(site.origin + EVENT);
    await organising(mei, 'Board');
    await mei.getByLabel('Time', { exact: true }).selectOption('2 seconds');
    await mei.getByRole('button', { name: 'Run the scheduler' }).click();
    await mei.getByRole('button', { name: 'Take it' }).click();
    await expect(mei.getByRole('status').filter({ hasText: 'proposal' })).toBeVisible();
    await release(mei, 1, '');
    holdToday(site, EVENT.slice(1));
    endFirstSlotIn(site, EVENT.slice(1), 12); // heads are counted in a session's last quarter
    await site.crash(); // what the server knew of the schedule is old now
    await mei.goto(`${site.origin}${EVENT}/organise/screens`);
    const sign = await mei.getByRole('link', { name: 'Area 1', exact: true }).getAttribute('href');
    await mei.goto(`${site.origin}${EVENT}/organise/check-in/door`);
    const door = await mei.getByText(/^[A-Z0-9]{3} [A-Z0-9]{3}$/).textContent();
    await mei.goto(`${site.origin}${EVENT}/sessions`);
    const sessions = await mei
      .getByRole('main')
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
    const each = [...new Set(sessions.filter((path) => /\/sessions\/01\w{24}$/.test(path)))];
    expect(each.length).toBeGreaterThan(10);
    await signInAs(people.get('organiser'), sampleLink(site, 'Mei Lin'));
    await signInAs(people.get('participant'), sampleLink(site, 'Jonas Weber'));
    const rule = await people.get('organiser')?.post(`${EVENT}/organise/check-in?/rule`, 'who=everybody');
    expect(rule?.status).toBe(200);
    const { pathname, search } = new URL(sign ?? '', site.origin);
    await walk.everyForm(
      new Map([
        ['visitor', [pathname + search]],
        ['participant', [`${EVENT}/here?code=${door?.replace(' ', '')}`, ...each]],
        [
          'organiser',
          [...each, `${EVENT}/organise/check-in`, `${EVENT}/place?session=${each[0]?.split('/').at(-1)}`],
        ],
      ]),
      everyAction(),
      ON_THE_DAY,
    );
    expect.soft(walk.problems).toEqual([]);
    expect([...ON_THE_DAY].filter((action) => !walk.answered.has(action))).toEqual([]);
  } finally {
    walk.close();
    await reader.close();
    await site.stop();
  }
});
