import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Person } from './hostile-forms.ts';
import { HOSTILE_IN_ADDRESS, HOSTILE_JSON, HOSTILE_JSON_VALUES } from './hostile-values.ts';
import { addressOf, EDITION, everyRoute } from './routes.ts';
import { expect, sampleLink, startSite, test, type Site } from './site.ts';

/* Everything that answers something else than a form: JSON, queries, paths, and writes from elsewhere. */

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
const CONTENT_TYPES = [
  ...['', 'text/plain', 'TEXT/PLAIN', 'application/json', 'application/json; charset=utf-7', 'text/xml'],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'x/y',
  ],
];
const NOT_FROM_HERE: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
];

let site: Site;
let participant: Person;
let organiser: Person;
const params = {
  ...{ event: '', session: '', taught: '', wall: 'no-such-token', post: 'nothing', year: '1999' },
  project: 'live-migration-between-processors',
};

test.beforeAll(async () => {
  site = await startSite({ sample: true });
  [participant, organiser] = [new Person(site.origin), new Person(site.origin)];
  for (const [person, name] of [
    [participant, 'Jonas Weber'],
    [organiser, 'Mei Lin'],
  ] as const) {
    const { pathname, searchParams } = new URL(sampleLink(site, name));
    expect((await person.post(pathname, `token=${searchParams.get('token')}`)).status).toBe(303);
  }
  const events = (await participant.ask('/api/events')).text;
  params.event = (JSON.parse(events) as { upcoming: { slug: string }[] }).upcoming[0]?.slug ?? '';
  const sessions = (await participant.ask(`/api/events/${params.event}/sessions`)).text;
  params.session = (JSON.parse(sessions) as { sessions: { id: string }[] }).sessions[0]?.id ?? '';
  const taught = (await participant.ask(`/api/events/${EDITION}/sessions`)).text;
  params.taught = (JSON.parse(taught) as { sessions: { id: string }[] }).sessions[0]?.id ?? '';
  expect([params.session, params.taught]).not.toContain('');
});

test.afterAll(() => site?.stop());

/** Every endpoint that takes JSON, with the keys it knows: our own, those of the API's contract, the passkeys'. */
async function jsonEndpoints(): Promise<{ method: string; path: string; keys: string[] }[]> {
  const contract = JSON.parse((await participant.ask('/api/openapi.json')).text) as {
    paths: Record<string, Record<string, object>>;
  };
  const ofApi = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'get')
      .map((method) => ({ method: method.toUpperCase(), path, keys: ['level', 'extra'] })),
  );
  const calls = readFileSync(join(SOURCES, 'lib/people/passkeys.ts'), 'utf8');
  const ofPasskeys = [...calls.matchAll(/call\(\s*['`]([\w-]+)['`?]/g)].map(([, name]) => ({
    ...{ method: 'POST', path: `/api/auth/passkey/${name}` },
    keys: ['response', 'name', 'id'],
  }));
  expect([ofApi.length > 0, ofPasskeys.length > 0]).toEqual([true, true]);
  return [
    ...[...ofApi, ...ofPasskeys].map((one) => ({
      ...one,
      path: one.path.replace('{event}', params.event).replace('{session}', params.session),
    })),
    {
      ...{ method: 'POST', path: `/${params.event}/interest/say` },
      keys: ['personId', 'sessionId', 'level', 'canHelpLead', 'eventId', 'extra'],
    },
  ];
}

test('JSON of every wrong kind is refused with a status that fits @desk', async () => {
  test.setTimeout(120_000);
  const problems: string[] = [];
  for (const { method, path, keys } of await jsonEndpoints()) {
    const bodies = [
      ...HOSTILE_JSON,
      ...keys.flatMap((key) =>
        HOSTILE_JSON_VALUES.map((value) => ({
          what: `${key} ${value.slice(0, 30)}`,
          body: `{"${key}":${value}}`,
        })),
      ),
    ];
    for (const { what, body, ...more } of bodies) {
      const type = 'type' in more ? (more.type ?? '') : 'application/json';
      const answer = await participant.ask(path, { method, body, headers: { 'content-type': type } });
      if (answer.status >= 500 || answer.status < 400)
        problems.push(`${method} ${path}, ${what}: ${answer.status} ${answer.text.slice(0, 100)}`);
      if (path.startsWith('/api/events') && !/"code":/.test(answer.text))
        problems.push(`${method} ${path}, ${what}: no code says what is wrong: ${answer.text.slice(0, 100)}`);
    }
  }
  expect(problems).toEqual([]);
});

test('no query and no part of a path makes a page fail @desk', async () => {
  test.setTimeout(120_000);
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const names = new Set(
    files.flatMap((file) =>
      [
        ...readFileSync(join(SOURCES, file), 'utf8').matchAll(/searchParams\.(?:get|getAll|has)\('(\w+)'/g),
      ].map(([, name]) => name),
    ),
  );
  expect(names.size).toBeGreaterThan(10);
  const problems: string[] = [];
  const ask = async (address: string): Promise<void> => {
    const { status } = await organiser.ask(address);
    if (status >= 500) problems.push(`${address.slice(0, 120)}: ${status}`);
  };
  for (const route of everyRoute().filter((one) => !one.endsWith('/live'))) {
    for (const value of HOSTILE_IN_ADDRESS) {
      await ask(`${addressOf(route, params)}?${[...names].map((name) => `${name}=${value}`).join('&')}`);
      if (route.includes('[')) await ask(route.replaceAll(/\[\w+\]/g, value));
      if (route.includes('[session]')) await ask(addressOf(route, { ...params, session: value }));
      if (route.endsWith('[revision]')) await ask(addressOf(route, params).replace(/2$/, value));
    }
  }
  expect(problems).toEqual([]);
});

test('a flood of requests for invitations is answered 429, with the time to wait @desk', async () => {
  test.setTimeout(120_000);
  const visitor = new Person(site.origin);
  const ask = () =>
    visitor.ask(`/${params.event}/invitation`, {
      ...{ method: 'POST', body: 'name=Kept+name' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    });
  let last = await ask();
  for (let n = 0; n < 2100 && JSON.parse(last.text).status !== 429; n += 20)
    last = (await Promise.all(Array.from({ length: 20 }, ask))).at(-1) ?? last;
  const page = await visitor.post(`/${params.event}/invitation`, 'name=Kept+name');
  expect([page.status, page.text.includes('value="Kept name"')]).toEqual([429, true]);
  expect(page.text).toContain('please send it again in');
  const wait = Number(page.headers.get('retry-after'));
  expect([wait > 0, wait <= 600]).toEqual([true, true]);
  expect((await participant.post(`/${params.event}/invitation`, 'name=')).status).toBe(422); // known by name
});

test('writes from elsewhere are refused, whatever the method and the content type @desk', async () => {
  test.setTimeout(120_000);
  const addresses = [
    ...everyRoute().map((route) => addressOf(route, params)),
    '/api/events',
    '/language',
    '/sign-out',
  ];
  for (const address of addresses) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const type of CONTENT_TYPES) {
        const from = NOT_FROM_HERE[(CONTENT_TYPES.indexOf(type) + address.length) % NOT_FROM_HERE.length];
        const answer = await organiser.ask(address, {
          ...{ method, body: '{}' },
          headers: { 'content-type': type, ...from },
        });
        expect([address, method, type, from, answer.status]).toEqual([address, method, type, from, 403]);
      }
    }
  }
});
