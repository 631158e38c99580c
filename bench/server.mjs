// A server of our own for a benchmark: a free port on the loopback, a data folder that goes away.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What `npm start` runs, without npm in between. */
const [, ...START] = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start.split(' ');
const MOST_MS = 180_000; // the very first start builds the pages
const LOOK_EVERY_MS = 5;
const WARM_UP_S = 2;
const LOAD_S = 8;
const TICKS_A_SECOND = 100;
const SECRET = 'only-for-benchmarks-on-the-loopback';

/** Where a server will run and keep its data; nothing runs yet. */
export async function newSite() {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'plenary-bench-'));
  return {
    port,
    data,
    origin: `http://127.0.0.1:${port}`,
    secret: SECRET,
    remove: () => rmSync(data, { recursive: true, force: true }),
  };
}

/**
 * Starts a site with these arguments, by `npm start` when asked, and waits for its first answer 200:
 * `readyMs` after the command. `pid` is the server's own unless npm is in between.
 */
export async function startServer(site, { args = [], throughNpm = false } = {}) {
  const [command, ...before] = throughNpm ? ['npm', 'start', '--silent', '--'] : [process.execPath, ...START];
  const began = performance.now();
  const child = spawn(command, [...before, ...args], {
    cwd: ROOT,
    detached: true, // a group of its own, so that what npm starts ends with it
    env: {
      ...process.env,
      PORT: String(site.port),
      HOST: '127.0.0.1',
      PLENARY_DATA: site.data,
      PLENARY_ORIGIN: site.origin,
      PLENARY_SECRET: site.secret,
      DATABASE_URL: '',
      SMTP_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
    while (isAlive(-child.pid)) await pause(); // npm may end before the server, which still holds its data
  };
  const until = async (holds) => {
    while (!(await holds())) {
      if (child.exitCode !== null || performance.now() - began > MOST_MS) {
        await stop();
        throw new Error(`the server did not start:\n${printed}`);
      }
      await pause();
    }
  };
  await until(() =>
    fetch(site.origin).then(
      (answer) => answer.status === 200,
      () => false, // nobody listens yet
    ),
  );
  const readyMs = performance.now() - began;
  return { pid: child.pid, readyMs, printed: () => printed, until, stop };
}

/** Spends a sign-in link as the page's form does; returns the cookies as a request sends them. */
export async function signIn(site, link) {
  const answer = await fetch(`${site.origin}/sign-in/confirm`, {
    method: 'POST',
    headers: { origin: site.origin, accept: 'text/html' }, // as a form without script
    body: new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' }),
    redirect: 'manual',
  });
  if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  return cookies.filter((cookie) => !/^[^=]+=$/.test(cookie)).join('; '); // an empty one is being deleted
}

/**
 * Loads the server through autocannon and returns a row: what, answers a second, milliseconds of the
 * server's processor per answer (less disturbed by other work on the machine), latencies, target.
 */
export async function load(server, what, options, { expect = 200, target = '' } = {}) {
  await autocannon({ ...options(), duration: WARM_UP_S });
  const before = processorMs(server.pid);
  const { requests, latency, statusCodeStats, errors } = await autocannon({ ...options(), duration: LOAD_S });
  const spent = processorMs(server.pid) - before;
  const others = Object.entries(statusCodeStats).filter(([status]) => Number(status) !== expect);
  if (others.length > 0 || errors > 0) {
    const counts = others.map(([status, { count }]) => `${count} × ${status}`);
    throw new Error(`${what}: ${[...counts, `${errors} errors`].join(', ')} instead of ${expect}`);
  }
  const perAnswer = (spent / requests.total).toFixed(2);
  const cells = [
    what,
    Math.round(requests.average),
    `${perAnswer} ms`,
    `${latency.p50} ms`,
    `${latency.p99} ms`,
  ];
  return `| ${[...cells, target].join(' | ')} |`;
}

export const LOAD_HEAD = `| ${LOAD_S} s each | answers/s | processor per answer | median | p99 | target |
|---|---|---|---|---|---|`;

/** Processor time of a process so far; only Linux says it finely enough (proc(5), fields 14 and 15). */
function processorMs(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * (1000 / TICKS_A_SECOND);
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function isAlive(group) {
  try {
    return process.kill(group, 0);
  } catch {
    return false;
  }
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
