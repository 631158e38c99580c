// How long `npm start` takes to its first answer, and how much memory the server then has.
import { execFileSync } from 'node:child_process';
import { median, newSite, signIn, startServer } from './server.mjs';

const STARTS = 5;
const REQUESTS = 200;

const site = await newSite();
try {
  await (await startServer(site)).stop(); // builds the pages if need be, and makes the database
  const times = [];
  for (let start = 0; start < STARTS; start++) {
    const server = await startServer(site, { throughNpm: true });
    times.push(server.readyMs);
    await server.stop();
  }
  const { loaded, asked } = await measureMemory();
  console.log('| what | seen | target |');
  console.log('|---|---|---|');
  console.log(
    `| \`npm start\` to the first 200, median of ${STARTS} | ${seconds(median(times))} (${seconds(Math.min(...times))} to ${seconds(Math.max(...times))}) | 2 s |`,
  );
  console.log(`| memory, where the sample was just loaded | ${loaded} MB | |`);
  console.log(
    `| memory with the sample, started again, after ${REQUESTS} requests | ${asked} MB | under 200 MB |`,
  );
} finally {
  site.remove();
}

/** Resident memory in MB: where the sample was just loaded, and after requests on a server that found it there. */
async function measureMemory() {
  const loading = await startWithSample();
  const loaded = residentMegabytes(loading.server.pid);
  await loading.server.stop();
  const { server, links } = await startWithSample();
  try {
    const cookie = await signIn(site, links[0]); // the organiser's
    for (const [path, headers] of await pathsToAsk(cookie)) {
      const answer = await fetch(site.origin + path, { headers, redirect: 'manual' });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    }
    return { loaded, asked: residentMegabytes(server.pid) };
  } finally {
    await server.stop();
  }
}

async function startWithSample() {
  const server = await startServer(site, { args: ['--sample'] });
  const links = () => server.printed().match(/http\S+\/sign-in\/confirm\S+/g) ?? [];
  await server.until(() => links().length >= 3);
  return { server, links: links() };
}

/** Pages of a visitor and of an organiser in turn. */
async function pathsToAsk(cookie) {
  const start = await (await fetch(site.origin)).text();
  const coming = /href="(\/cambridge-[\w-]+)"/.exec(start)?.[1];
  if (!coming) throw new Error('the sample is not on the start page');
  const open = ['/', coming, `${coming}/sessions`, '/shanghai-2015/schedule', `${coming}/invitation`];
  const own = ['/organise/board', '/organise/invitations', '/sessions', '/interest', '/agenda'];
  const paths = [...open.map((path) => [path, {}]), ...own.map((path) => [coming + path, { cookie }])];
  return Array.from({ length: REQUESTS }, (_, number) => paths[number % paths.length]);
}

function residentMegabytes(pid) {
  return Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
  );
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
