import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext, Browser, BrowserContext } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { addressOf, EDITION, everyPage, everyRoute, type Params } from './routes.ts';
import { expect, sampleLink, signInWith, test as base, type Site } from './site.ts';

const TABLE = fileURLToPath(new URL('../../../docs/routes.md', import.meta.url));
const ROLES = ['visitor', 'participant', 'organiser', 'owner'] as const;
type Role = (typeof ROLES)[number];

interface Walk {
  readonly contexts: Record<Role, BrowserContext>;
  readonly params: Params;
}

/**
 * Everybody signed in at the sample, once for each process: a sign-in link is good for one time. Made
 * before any test, so that no test closes these pages as its own.
 */
const test = base.extend<object, { walk: Walk }>({
  walk: [
    async ({ browser, sample }, use, info) => {
      await use(await signEverybodyIn(browser, sample, info.project.name));
    },
    { scope: 'worker', timeout: 120_000, auto: true },
  ],
});

// None needs another; on two processors two go at once.
test.describe.configure({ mode: 'parallel' });

async function signEverybodyIn(browser: Browser, sample: Site, project: string): Promise<Walk> {
  const dark = project === 'phone' ? 'dark' : 'light'; // so that both are seen
  const options = { colorScheme: dark, locale: 'en-GB' } as const;
  const contexts = {
    visitor: await browser.newContext(options),
    participant: (await signInWith(browser, sampleLink(sample, 'Jonas Weber'), options)).context(),
    organiser: (await signInWith(browser, sampleLink(sample, 'Mei Lin'), options)).context(),
    owner: await becomeOwner(browser, sample, options),
  };
  const page = await contexts.organiser.newPage();
  await page.goto(sample.origin);
  const event = new URL(
    (await page
      .getByRole('link', { name: /Hypervisor Hackathon Cambridge/ })
      .first()
      .getAttribute('href')) ?? '/',
    sample.origin,
  ).pathname.slice(1);
  await page.goto(`${sample.origin}/${event}/sessions`);
  const session =
    (await page.getByRole('link', { name: 'Roadmap of the next release' }).first().getAttribute('href')) ??
    '';
  await page.goto(`${sample.origin}/${EDITION}/sessions`);
  const taught = await page.getByRole('link', { name: 'Building and booting' }).first().getAttribute('href');
  await page.goto(`${sample.origin}/${event}/organise/screens`);
  const wall = await page.getByRole('link', { name: /\/wall\// }).getAttribute('href');
  const params = {
    event,
    session: session.split('/').at(-1) ?? '',
    taught: taught?.split('/').at(-1) ?? '',
    wall: wall?.split('/').at(-1) ?? '',
    post: 'what-came-out-of-shanghai',
    year: '2015',
    project: 'live-migration-between-processors',
  };
  await page.close();
  return { contexts, params };
}

test('every page and endpoint answers each role as docs/routes.md says @desk', async ({
  sample,
  walk: { contexts, params },
}) => {
  const rows: string[] = [];
  for (const route of everyRoute()) {
    const cells: number[] = [];
    for (const role of ROLES)
      cells.push(await statusOf(contexts[role].request, sample.origin + addressOf(route, params)));
    rows.push(`| ${route} | ${cells.join(' | ')} |`);
  }
  const table = `# What answers whom\n\nStatus of a GET in the sample community, written by \`apps/web/e2e/everywhere.spec.ts\` (UPDATE=1 writes it anew). 303 leads to the sign-in page.\n\n| route | ${ROLES.join(' | ')} |\n|${' --- |'.repeat(ROLES.length + 1)}\n${rows.join('\n')}\n`;
  if (process.env['UPDATE'] || !existsSync(TABLE)) writeFileSync(TABLE, table);
  expect(table).toBe(readFileSync(TABLE, 'utf8'));
});

test('every answer carries the security headers, and no page lets inline code run @desk', async ({
  sample,
  walk: { contexts, params },
}) => {
  for (const route of [...everyRoute(), '/api/events', '/api/nothing', '/no/such/page', '/mark.svg']) {
    if (route.endsWith('/live')) continue; // never ends; its headers come the same way
    const answer = await contexts.organiser.request.get(sample.origin + addressOf(route, params), {
      maxRedirects: 0,
    });
    const headers = answer.headers();
    if (route === '/mark.svg') continue;
    expect([
      route,
      headers['x-content-type-options'],
      headers['x-frame-options'],
      headers['referrer-policy'],
    ]).toEqual([route, 'nosniff', 'DENY', 'same-origin']);
    expect([route, headers['content-security-policy'] ?? '']).toEqual([
      route,
      expect.stringContaining("default-src 'none'"),
    ]);
    expect([route, headers['content-security-policy']?.includes('unsafe-inline')]).toEqual([route, false]);
    if ((await answer.text()) !== '')
      expect([route, headers['content-type']]).toEqual([
        route,
        expect.stringMatching(/charset=utf-8|application\/json/i),
      ]);
  }
});

test('writes from other sites are refused on every route @desk', async ({
  sample,
  walk: { contexts, params },
}) => {
  for (const route of everyRoute()) {
    for (const [method, type] of [
      ['POST', 'application/x-www-form-urlencoded'],
      ['POST', 'application/json'],
      ['PUT', 'text/plain'],
      ['DELETE', ''],
    ] as const) {
      const answer = await contexts.organiser.request.fetch(sample.origin + addressOf(route, params), {
        method,
        headers: { origin: 'https://evil.example', ...(type && { 'content-type': type }) },
        data: '{}',
        maxRedirects: 0,
      });
      expect([route, method, type, answer.status()]).toEqual([route, method, type, 403]);
    }
  }
});

test('nothing secret leaks through any public route, feed or search @desk', async ({
  sample,
  walk: { contexts, params },
}) => {
  const origin = sample.origin;
  const headers = { origin };
  const organiser = contexts.organiser.request;
  // A draft event, a note about a person, and a draft placement that nobody but organisers may know.
  await organiser.post(`${origin}/events/new`, {
    headers,
    form: {
      start: 'template:unconference',
      name: 'CANARY event',
      slug: 'canary-event',
      startDate: '2030-05-01',
      zone: 'Europe/Berlin',
    },
    maxRedirects: 0,
  });
  expect((await organiser.get(`${origin}/canary-event`)).status()).toBe(200);
  const page = await contexts.organiser.newPage();
  await page.goto(`${origin}/${params.event}/organise/board?pick=${params.session}`);
  await page
    .getByRole('button', { name: /Place here/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Undo' }).and(page.locator(':enabled')).waitFor();
  await page.close();

  const routes = [
    ...everyRoute(),
    '/api/events',
    '/api/events/[event]',
    '/api/events/[event]/sessions',
    '/api/events/[event]/schedule',
    '/api/events/canary-event',
    '/[event]/sessions?q=CANARY',
    '/[event]/sessions?search=CANARY',
  ];
  for (const role of ['visitor', 'participant'] as const) {
    for (const route of routes) {
      if (route.endsWith('/live')) continue;
      const body = await (await contexts[role].request.get(origin + addressOf(route, params))).text();
      const searched = route.includes('=CANARY')
        ? body.replaceAll('value="CANARY"', '').replaceAll(/=CANARY/g, '')
        : body;
      expect([
        role,
        route,
        /CANARY event|canary-event/i.test(searched) && route !== '/api/events/canary-event',
      ]).toEqual([role, route, false]);
    }
    for (const feed of [
      `/${params.event}/schedule`,
      `/${params.event}/schedule.ics`,
      `/api/events/${params.event}/schedule`,
    ]) {
      const body = await (await contexts[role].request.get(origin + feed)).text();
      expect([role, feed, body.includes('Roadmap of the next release')]).toEqual([role, feed, false]);
    }
  }
});

/** Each role at one width and in one scheme; together they see every page at both. */
const AT: Record<Role, string> = { visitor: 'phone', participant: 'desk', organiser: 'phone', owner: 'desk' };

for (const role of ROLES) {
  test(`every page of a ${role} is accessible, fits the screen and runs without complaint @${AT[role]}`, async ({
    sample,
    walk: { contexts, params },
  }) => {
    test.setTimeout(600_000);
    const page = await contexts[role].newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|403|404|410)/.test(message.text()))
        complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
    /** Where the addresses led to: many lead to the sign-in page, and it need not be looked at forty times. */
    const looked = new Set<string>();
    const look = async (path: string, route: string): Promise<void> => {
      const status = (await page.goto(sample.origin + path))?.status() ?? 0;
      const there = status >= 400 ? String(status) : new URL(page.url()).pathname;
      if (looked.has(there)) return;
      looked.add(there);
      await expectAccessible(page, route);
      expect([route, (await page.title()).length > 0]).toEqual([route, true]);
    };
    for (const route of everyPage()) await look(addressOf(route, params), route);
    for (const part of ['', '/schedule', '/sessions', '/materials']) {
      const path = `/shanghai-2015${part}`;
      await look(path, path);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
}

test('public pages load at most 60 kB of script', async ({ sample, walk: { contexts, params } }) => {
  for (const path of [
    '',
    `/${params.event}`,
    `/${params.event}/sessions`,
    '/shanghai-2015/schedule',
    `/${params.event}/sessions/${params.session}`,
  ]) {
    const page = await contexts.visitor.newPage();
    let bytes = 0;
    page.on('response', async (response) => {
      if (new URL(response.url()).pathname.endsWith('.js'))
        bytes += Number((await response.allHeaders())['content-length'] ?? (await response.body()).length);
    });
    await page.goto(sample.origin + path, { waitUntil: 'networkidle' });
    expect([path, bytes <= 60_000 ? 'at most 60 kB' : `${bytes} bytes`]).toEqual([path, 'at most 60 kB']);
    await page.close();
  }
});

async function statusOf(request: APIRequestContext, address: string): Promise<number> {
  if (!address.endsWith('/live')) return (await request.get(address, { maxRedirects: 0 })).status();
  const cookies = (await request.storageState()).cookies
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  const stop = new AbortController();
  const answer = await fetch(address, {
    headers: { cookie: cookies },
    redirect: 'manual',
    signal: stop.signal,
  });
  stop.abort();
  return answer.status;
}

async function becomeOwner(browser: Browser, site: Site, options: object): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(/http\S+welcome\?token=\S+/.exec(site.printed())?.[0] ?? '');
  await page.getByLabel('Your name').fill('Olga Owner');
  await page.getByLabel('Mail address').fill('olga@example.org');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await page.waitForURL(`${site.origin}/`);
  await page.close();
  return context;
}
