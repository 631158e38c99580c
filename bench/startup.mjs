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
  const { atOnce, after } = await measureMemory();
  console.log('| what | seen | target |');
  console.log('|---|---|---|');
  console.log(
    `| \`npm start\` to the first 200, median of ${STARTS} | ${seconds(median(times))} (${seconds(Math.min(...times))} to ${seconds(Math.max(...times))}) | 2 s |`,
  );
  console.log(`| memory with the sample, just loaded | ${atOnce} MB | |`);
  console.log(`| memory with the sample, after ${REQUESTS} requests | ${after} MB | under 200 MB |`);
} finally {
  site.remove();
}

/** Resident memory in MB, before and after requests of a visitor and of an organiser. */
async function measureMemory() {
  const server = await startServer(site, { args: ['--sample'] });
  try {
    const links = () => server.printed().match(/http\S+\/sign-in\/confirm\S+/g) ?? [];
    await server.until(() => links().length >= 3);
    const atOnce = residentMegabytes(server.pid);
    const cookie = await signIn(site, links()[0]); // the organiser's
    const start = await (await fetch(site.origin)).text();
    const coming = /href="(\/cambridge-[\w-]+)"/.exec(start)?.[1];
    if (!coming) throw new Error('the sample is not on the start page');
    const paths = [
      ...['/', coming, `${coming}/sessions`, '/shanghai-2015/schedule', `${coming}/invitation`].map(
        (path) => [path, {}],
      ),
      ...['/organise/board', '/organise/invitations', '/sessions', '/interest', '/agenda'].map((path) => [
        coming + path,
        { cookie },
      ]),
    ];
    for (let request = 0; request < REQUESTS; request++) {
      const [path, headers] = paths[request % paths.length];
      const answer = await fetch(site.origin + path, { headers, redirect: 'manual' });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    }
    return { atOnce, after: residentMegabytes(server.pid) };
  } finally {
    await server.stop();
  }
}

function residentMegabytes(pid) {
  return Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
  );
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
