import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';

const START = fileURLToPath(new URL('../server/start.mjs', import.meta.url));
const READY_MS = 180_000; // the first start may build the pages
/** Where prepare-sample.ts has put a data folder with the sample in it. */
export const PREPARED_SAMPLE = 'PLENARY_E2E_SAMPLE';

/** A running server with a data folder of its own. */
export interface Site {
  readonly origin: string;
  readonly data: string;
  /** Everything it has printed. */
  printed(): string;
  /** The newest mail to an address, written after a moment (ms since 1970): its text and its links. */
  lastMail(to: string, subject?: RegExp, since?: number): Promise<{ text: string; links: string[] }>;
  /** Kills the server as a power cut does, and starts it again: milliseconds until it answers. */
  crash(): Promise<number>;
  /** Ends the server and removes its data; `keep` may look at them once nothing is written any more. */
  stop(keep?: (data: string) => void): Promise<void>;
}

export async function startSite(options: {
  sample: boolean;
  environment?: (port: number) => Readonly<Record<string, string>>;
}): Promise<Site> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'plenary-e2e-'));
  const origin = `http://localhost:${port}`;
  const prepared = process.env[PREPARED_SAMPLE];
  // With settings of its own it loads its own sample: files may go elsewhere.
  if (options.sample && prepared && !options.environment) cpSync(prepared, data, { recursive: true });
  let printed = '';
  const start = async (args: readonly string[], ready: RegExp): Promise<ChildProcess> => {
    const begun = printed.length;
    const started = spawn(process.execPath, [START, ...args], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        PLENARY_DATA: data,
        PLENARY_ORIGIN: origin,
        DATABASE_URL: '',
        SMTP_URL: '',
        ...options.environment?.(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
    await until(
      () => ready.test(printed.slice(begun)),
      READY_MS,
      () => `the server did not start: ${printed}`,
      started,
    );
    return started;
  };
  let server = await start(options.sample ? ['--sample'] : [], /welcome\?token=/);
  return {
    origin,
    data,
    printed: () => printed,
    lastMail: (to, subject, since) => lastMail(join(data, 'mails'), to, subject, since),
    crash: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      const began = performance.now();
      server = await start([], /Plenary is ready/);
      return performance.now() - began;
    },
    stop: async (keep) => {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = new Promise((resolve) => server.once('exit', resolve));
        server.kill('SIGTERM');
        await ended;
      }
      keep?.(data);
      rmSync(data, { recursive: true, force: true });
      if (printed.includes('were cut off')) throw new Error(`the server did not stop by itself: ${printed}`);
    },
  };
}

/** The link that the start printed for somebody of the sample; good for one sign-in. */
export function sampleLink(site: Site, name: string): string {
  const line =
    site
      .printed()
      .split('\n')
      .find((one) => one.includes(name)) ?? '';
  const link = /http\S+/.exec(line)?.[0];
  if (!link) throw new Error(`no sign-in link for ${name} in: ${site.printed()}`);
  return link;
}

/** Opens a sign-in link in a browser of its own and stays signed in. */
export async function signInWith(
  browser: Browser,
  link: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(link);
  await confirmSignIn(page);
  return page;
}

/** Asks for a sign-in link as anybody would, and uses the one that was mailed. */
export async function signInByMail(
  browser: Browser,
  site: Site,
  email: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${site.origin}/sign-in`);
  await page.getByLabel('Mail address').fill(email);
  const asked = Date.now(); // a link that came before has been used
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByText(`A link is on its way to ${email}`).waitFor();
  const { links } = await site.lastMail(email, /sign-in/i, asked);
  await page.goto(links[0] ?? '');
  await confirmSignIn(page);
  return page;
}

async function confirmSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in now' }).click();
  await expect(page).not.toHaveURL(/\/sign-in/, { timeout: 30_000 });
}

async function lastMail(
  folder: string,
  to: string,
  subject: RegExp = /./,
  since = 0,
): Promise<{ text: string; links: string[] }> {
  let found: string | undefined;
  const look = (): boolean => {
    if (!existsSync(folder)) return false;
    const files = readdirSync(folder)
      .map((name) => join(folder, name))
      .map((file) => ({ file, at: statSync(file).mtimeMs }))
      .filter(({ at }) => at >= since)
      .toSorted((a, b) => b.at - a.at);
    found = files
      .map(({ file }) => readFileSync(file, 'utf8'))
      .find((mail) => mail.includes(`To: ${to}`) && subject.test(/^Subject: .*$/m.exec(mail)?.[0] ?? ''));
    return found !== undefined;
  };
  await until(look, 15_000, () => `no mail to ${to} with ${String(subject)}`);
  const text = decode(found ?? '');
  return { text, links: [...text.matchAll(/^https?:\/\/\S+$/gm)].map((match) => match[0]) };
}

/** Quoted-printable (RFC 2045, 6.7), as far as our own mails use it. */
function decode(mail: string): string {
  return mail
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (run) =>
      Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'),
    );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function until(
  holds: () => boolean,
  most: number,
  complaint: () => string,
  server?: ChildProcess,
): Promise<void> {
  const end = Date.now() + most;
  while (!holds()) {
    if (Date.now() > end || (server && server.exitCode !== null)) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Shared {
  /** The sample community, shared by the tests of a project: look, do not touch. */
  sample: Site;
}

interface Own {
  /** An empty site of the test's own. */
  fresh: Site;
  /** Whether the next test of the file goes on with the pages that this one has opened. */
  goesOn: boolean;
  pagesClosed: void;
}

/** What the last test of this process has left open, for others of its file. */
let opened: { inFile: string; contexts: readonly BrowserContext[] } = { inFile: '', contexts: [] };

const withPages = (context: BrowserContext): (BrowserContext | Page)[] => [context, ...context.pages()];

export const test = base.extend<Own, Shared>({
  sample: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape
    async ({}, use) => {
      const site = await startSite({ sample: true });
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: READY_MS },
  ],
  fresh: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const site = await startSite({ sample: false });
      await use(site);
      await site.stop();
    },
    { scope: 'test', timeout: READY_MS },
  ],
  goesOn: [false, { option: true }],
  // Pages left open go on listening, also to servers that are gone, and a second page of the same person
  // lets Chromium draw the first one once a second: each click on it then takes two.
  pagesClosed: [
    async ({ browser, goesOn }, use, info) => {
      if (opened.inFile !== info.file) for (const context of opened.contexts) await context.close();
      const before = new Set<BrowserContext | Page>(browser.contexts().flatMap(withPages));
      await use();
      if (!goesOn)
        for (const one of browser.contexts().flatMap(withPages)) if (!before.has(one)) await one.close();
      opened = { inFile: info.file, contexts: browser.contexts() };
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';
