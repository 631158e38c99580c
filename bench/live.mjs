// How soon everybody has what was just published, and whether 500 hands in ten seconds are all counted.
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFullEvent } from './full-event.mjs';
import { median, newSite, signIn, startServer } from './server.mjs';

const PAGES = 1000;
const STREAMS = 9000; // this process may have 20,000 open sockets, and the server has the other half
const HANDS = 500;
const HANDS_WITHIN_MS = 10_000;

const site = await newSite();
try {
  const { slug, sessionIds, participants, placed } = await writeFullEvent(site, HANDS, { organiser: true });
  const server = await startServer(site);
  try {
    const organiser = await signIn(site, participants[0].link);
    for (const one of participants)
      one.cookie ??= one === participants[0] ? organiser : await signIn(site, one.link);
    let onGrid = true;
    console.log('| what | median | p99 | largest | target of p99 |');
    console.log('|---|---|---|---|---|');
    await publishTo(PAGES, true);
    await publishTo(STREAMS, false);
    await raiseHands();

    /** Moves a session off the grid and back, and publishes: seen when the page's data has come, or the stream has told. */
    async function publishTo(count, loadsPage) {
      const before = residentKilobytes(server.pid);
      const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
      const streams = [];
      for (let opened = 0; opened < count; opened += 200)
        streams.push(...(await Promise.all(Array.from({ length: Math.min(200, count - opened) }, follow))));
      await sleep(1000);
      const eachKilobytes = (residentKilobytes(server.pid) - before) / count;
      await move();
      const number = await nextRelease();
      const began = performance.now();
      const seen = Promise.all(
        streams.map(async (stream) => {
          await stream.released;
          if (loadsPage) await get(`/${slug}/schedule/state`, agent); // as follow-event.svelte.ts asks
          return performance.now() - began;
        }),
      );
      await post(`/${slug}/organise/releases`, { number, note: '' });
      row(
        `publish → ${loadsPage ? `data of ${count} open pages` : `${count} plain streams`}`,
        await seen,
        '1,000 ms',
      );
      if (!loadsPage) console.log(`| memory of a stream | ${eachKilobytes.toFixed(0)} kB | | | 25 kB |`);
      for (const stream of streams) stream.close();
      agent.destroy();
      await sleep(1000);
    }

    async function raiseHands() {
      const sessionId = sessionIds[7];
      const answers = await Promise.all(
        participants.map(async ({ personId, cookie }) => {
          await sleep(Math.random() * HANDS_WITHIN_MS);
          const began = performance.now();
          const answer = await fetch(`${site.origin}/${slug}/interest/say`, {
            method: 'POST',
            headers: { cookie, origin: site.origin, 'content-type': 'application/json' },
            body: JSON.stringify({ personId, sessionId, level: 'want' }),
          });
          if (answer.status !== 200) throw new Error(`a hand was answered with ${answer.status}`);
          await answer.arrayBuffer();
          return performance.now() - began;
        }),
      );
      row(`${HANDS} hands within 10 s`, answers, '200 ms');
      const database = new DatabaseSync(join(site.data, 'plenary.sqlite'), { readOnly: true });
      const { hands } = database
        .prepare("select count(*) as hands from interest where session_id = ? and level = 'want'")
        .get(sessionId);
      database.close();
      console.log(`| hands counted | ${hands} | | | ${HANDS} |`);
    }

    /** Takes a session off the draft, or puts it back where it was. */
    async function move() {
      const at = `${placed.slot} ${placed.area}`;
      await post(`/${slug}/organise/board?/place`, {
        sessionId: placed.session,
        from: onGrid ? at : '',
        to: onGrid ? 'off' : at,
      });
      onGrid = !onGrid;
    }

    async function nextRelease() {
      const page = await (
        await fetch(`${site.origin}/${slug}/organise/releases`, { headers: { cookie: organiser } })
      ).text();
      return /name="number" value="(\d+)"/.exec(page)?.[1] ?? '';
    }

    async function post(path, values) {
      const answer = await fetch(site.origin + path, {
        method: 'POST',
        headers: { cookie: organiser, origin: site.origin, accept: 'text/html' },
        body: new URLSearchParams(values),
        redirect: 'manual',
      });
      if (answer.status !== 200 && answer.status !== 303) throw new Error(`${path}: ${answer.status}`);
      await answer.arrayBuffer();
    }

    /** A visitor's stream of changes; `released` settles when it tells of a release. */
    function follow() {
      return new Promise((resolve, reject) => {
        const asked = request(`${site.origin}/${slug}/live`, { agent: false }, (answer) => {
          answer.setEncoding('utf8');
          const released = new Promise((tell) =>
            answer.on('data', (text) => {
              if (text.includes('schedule.released')) tell();
            }),
          );
          resolve({ released, close: () => asked.destroy() });
        });
        asked.on('error', reject);
        asked.end();
      });
    }

    function get(path, agent) {
      return new Promise((resolve, reject) => {
        const asked = request(
          site.origin + path,
          { agent, headers: { 'accept-encoding': 'gzip' } },
          (answer) => {
            answer.on('data', () => undefined);
            answer.on('end', resolve);
          },
        );
        asked.on('error', reject);
        asked.end();
      });
    }
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}

function row(what, times, target) {
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)];
  const cells = [median(times), p99, sorted.at(-1)].map((ms) => `${Math.round(ms)} ms`);
  console.log(`| ${[what, ...cells, target].join(' | ')} |`);
}

function residentKilobytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}
