import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, sampleLink, startSite, test } from './site.ts';
import { Person } from './hostile-forms.ts';
import { Walk } from './hostile-walk.ts';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

/** Every form action there is, read from the source: `/[event]/sessions/new ?/propose`. */
function everyAction(): string[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('+page.server.ts'))
    .flatMap((file) => {
      const source = readFileSync(join(ROUTES, file), 'utf8');
      const actions = /^export const actions: Actions = \{\n([\s\S]*?)^\};/m.exec(source)?.[1];
      if (actions === undefined) return [];
      const names = [...actions.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '');
      if (names.length === 0) throw new Error(`cannot read the actions of ${file}`);
      const route = `/${file.replace(/\/?\+page\.server\.ts$/, '')}`;
      return names.map((name) => `${route} ${name === 'default' ? name : `?/${name}`}`);
    })
    .toSorted();
}

/** Actions whose forms the sample shows nobody; they get garbage all the same, see `everyAction`. */
const NOT_SHOWN = new Set([
  '/ ?/sample', // loaded already
  '/[event]/organise/board ?/stop', // only while the scheduler runs
  '/[event]/organise/mails ?/decide', // no mail waits for a review
  '/account ?/removePasskey', // needs a device
  '/operate ?/decide', // no mail has failed
  '/operate ?/revive', // no job has failed
  '/sign-in ?/openId', // no provider is set
  '/[event]/organise ?/announce', // a draft without its dates is not offered it
  '/[event]/organise/releases default', // nothing is left to release
  '/[event]/sessions/[session] ?/restore',
  '/invitation/[token] ?/confirm', // nobody waits to confirm
  // At other steps of a plenary than pitching, or only while it runs.
  ...['discard', 'leadsPlace', 'merge', 'publish', 'run', 'stop', 'take'].map(
    (name) => `/[event]/organise/plenary ?/${name}`,
  ),
  ...['decline', 'hold', 'merge', 'place', 'propose'].map((name) => `/[event]/plenary ?/${name}`),
  // No event of the sample is on.
  '/[event]/sessions/[session] ?/heads',
  '/[event]/sessions/[session] ?/take',
  '/invitation/[token] ?/askAgain', // nobody has withdrawn, unless the walk itself
]);

test('every form answers whatever is put into it with a sentence, keeps what was typed and writes nothing', async ({
  browser,
}, info) => {
  test.skip(info.project.name !== 'desk', 'the same for every width');
  test.setTimeout(900_000);
  const site = await startSite({ sample: true });
  const reader = await browser.newPage();
  const people = new Map(
    ['visitor', 'organiser', 'participant', 'owner'].map((role) => [role, new Person(site.origin)]),
  );
  const walk = new Walk(site, reader, people);
  try {
    await signIn(people.get('organiser'), sampleLink(site, 'Mei Lin'));
    await signIn(people.get('participant'), sampleLink(site, 'Jonas Weber'));
    await openPlenary(people.get('organiser'));
    const welcome = new URL(/http\S+welcome\?token=\S+/.exec(site.printed())?.[0] ?? '');
    const actions = everyAction();
    await walk.everyForm(new Map([['owner', [welcome.pathname + welcome.search]]]), []);
    await walk.everyForm(
      new Map([
        ['organiser', ['/', '/events/new', '/account']],
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
    expect(missed.filter((action) => !NOT_SHOWN.has(action))).toEqual([]);
  } finally {
    walk.close();
    await reader.close();
    await site.stop();
  }
});

/** Signs in with a link, as its page does. */
/** The plenary of the coming event, at pitching, where most of its forms are shown. */
async function openPlenary(organiser: Person | undefined): Promise<void> {
  const start = await organiser?.ask('/');
  const page = `${/href="(\/cambridge-[\w-]+)"/.exec(start?.text ?? '')?.[1]}/organise/plenary`;
  const form = await organiser?.ask(page);
  const dayId = /<option value="(\w+)"/.exec(form?.text ?? '')?.[1];
  for (const [action, body] of [
    ['open', `dayId=${dayId}`],
    ['go', 'from=write&to=pitch'],
    ['next', 'from=&was=pitched'],
  ] as const) {
    const answer = await organiser?.post(`${page}?/${action}`, body);
    expect([action, answer?.status]).toEqual([action, action === 'open' ? 303 : 200]);
  }
}

async function signIn(person: Person | undefined, link: string): Promise<void> {
  const { pathname, searchParams } = new URL(link);
  const answer = await person?.post(pathname, `token=${searchParams.get('token')}`);
  expect([link, answer?.status]).toEqual([link, 303]);
}
