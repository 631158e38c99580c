import { everyAction, NOT_SHOWN, ON_THE_DAY } from './hostile-actions.ts';
import { Person, signInAs } from './hostile-forms.ts';
import { Walk } from './hostile-walk.ts';
import { expect, sampleLink, startSite, test } from './site.ts';

const PLENARY = '/cambridge-2026/organise/plenary';
const TRAINING = '/operators-cambridge-2015/organise/training';

test('every form answers whatever is put into it with a sentence, keeps what was typed and writes nothing @desk', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const site = await startSite({ sample: true });
  const reader = await browser.newPage();
  const people = new Map(
    ['visitor', 'organiser', 'participant', 'owner'].map((role) => [role, new Person(site.origin)]),
  );
  const walk = new Walk(site, reader, people);
  try {
    await signInAs(people.get('organiser'), sampleLink(site, 'Mei Lin'));
    await signInAs(people.get('participant'), sampleLink(site, 'Jonas Weber'));
    await openPlenary(people.get('organiser'));
    // What leads a plenary on goes first, and needs another one for its other forms.
    await walk.everyForm(
      new Map([['organiser', [PLENARY]]]),
      [],
      new Set(['go', 'close'].map((action) => `/[event]/organise/plenary ?/${action}`)),
    );
    await openPlenary(people.get('organiser'));
    // Notes are written, then frozen, before the walk unites their session with another.
    await walk.everyForm(
      new Map([['organiser', [await unwrittenNotes(people.get('organiser'))]]]),
      [],
      new Set(['scribe', 'save', 'freeze'].map((action) => `/[event]/sessions/[session]/notes ?/${action}`)),
    );
    const welcome = new URL(/http\S+welcome\?token=\S+/.exec(site.printed())?.[0] ?? '');
    const actions = everyAction();
    await walk.everyForm(new Map([['owner', [welcome.pathname + welcome.search]]]), []);
    await walk.everyForm(
      new Map([
        ['organiser', [PLENARY, TRAINING, '/', '/events/new', '/account']],
        ['participant', ['/', '/account']],
        ['visitor', ['/', '/sign-in', '/sign-in/confirm?token=x']],
        ['owner', ['/', '/operate', '/events/new']],
      ]),
      actions,
    );
    await walk.everyAction(actions);
    const missed = actions.filter((action) => !walk.answered.has(action));
    const requests = [...walk.answered.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${requests} requests to ${actions.length - missed.length} of ${actions.length} actions`);
    expect.soft(walk.problems).toEqual([]);
    expect(missed.filter((action) => !NOT_SHOWN.has(action) && !ON_THE_DAY.has(action))).toEqual([]);
  } finally {
    walk.close();
    await reader.close();
    await site.stop();
  }
});

/** The plenary of the coming event, at pitching, where most of its forms are shown. */
async function openPlenary(organiser: Person | undefined): Promise<void> {
  const form = await organiser?.ask(PLENARY);
  const dayId = /<option value="(\w+)"/.exec(form?.text ?? '')?.[1];
  for (const [action, body] of [
    ['open', `dayId=${dayId}`],
    ['go', 'from=write&to=pitch'],
    ['next', 'from=&was=pitched'],
  ] as const) {
    const answer = await organiser?.post(`${PLENARY}?/${action}`, body);
    expect([action, answer?.status]).toEqual([action, action === 'open' ? 303 : 200]);
  }
}

/** Notes of the past event that nobody wrote yet: the walk writes them first, then they can go into the archive. */
async function unwrittenNotes(organiser: Person | undefined): Promise<string> {
  const list = await organiser?.ask('/shanghai-2015/notes');
  return /href="([^"]+)"[^>]*>Unikernels beyond the demo/.exec(list?.text ?? '')?.[1] ?? '';
}
