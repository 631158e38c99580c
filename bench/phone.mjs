// What a phone and a projector feel: the first load on a slow network, catching up after an hour away,
// and whether the screen stands still while proposals come in. Needs Chromium, as the journeys do.
import { brotliCompressSync } from 'node:zlib';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { openSqlite } from '../packages/domain/src/database/open-sqlite.ts';
import { system } from '../packages/domain/src/kernel/actor.ts';
import { systemClock } from '../packages/domain/src/kernel/clock.ts';
import { openPlenary } from '../packages/domain/src/plenary/open-plenary.ts';
import { wallAddress } from '../packages/domain/src/wall/wall-link.ts';
import playwright from '../apps/web/e2e/playwright.config.ts';
import { writeFullEvent } from './full-event.mjs';
import { median, newSite, signIn, startServer } from './server.mjs';

/** "Slow 3G": 400 ms there and back, 400 kbit a second. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const LOADS = 5;
const PROPOSALS = 200;
const ARRIVING = 20;
const STALL_MS = 50;

const site = await newSite();
const browser = await chromium.launch(playwright.use.launchOptions);
try {
  const { slug, eventId, participants } = await writeFullEvent(site, 2, { organiser: true });
  const screen = await openMorning(eventId);
  const server = await startServer(site);
  try {
    console.log('| what | median | largest | target |');
    console.log('|---|---|---|---|');
    await slowLoads();
    await catchingUp();
    await projector();

    async function slowLoads() {
      const [first, again] = [[], []];
      for (let n = 0; n < LOADS; n++) {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
        const page = await context.newPage();
        const network = await context.newCDPSession(page);
        await network.send('Network.enable');
        await network.send('Network.emulateNetworkConditions', SLOW);
        first.push(await shown(page));
        await page.waitForTimeout(3000); // scripts and letters come after what is read
        again.push(await shown(page));
        await context.close();
      }
      row('first load on slow 3G until the schedule is seen', first, '3,000 ms');
      row('the same page once more', again, 'at once');
    }

    /** Milliseconds from the tap on the link until the first session can be read. */
    async function shown(page) {
      const began = performance.now();
      await page.goto(`${site.origin}/${slug}/schedule`, { waitUntil: 'commit' });
      await page.getByRole('link', { name: /^Session 1:/ }).waitFor();
      return performance.now() - began;
    }

    async function catchingUp() {
      const answer = await fetch(`${site.origin}/${slug}/schedule/state`);
      const bytes = brotliCompressSync(Buffer.from(await answer.arrayBuffer())).length; // as the server sends it, or smaller
      console.log(`| catching up after an hour: one answer | ${(bytes / 1000).toFixed(1)} kB | | 20 kB |`);
    }

    async function projector() {
      const cookie = await signIn(site, participants[0].link);
      const propose = async (number) => {
        const answer = await fetch(`${site.origin}/${slug}/plenary?/propose`, {
          method: 'POST',
          headers: { cookie, origin: site.origin, accept: 'text/html' },
          body: new URLSearchParams({ headline: `Proposal ${number}: what to do about new machines` }),
        });
        if (answer.status !== 200) throw new Error(`a proposal was answered with ${answer.status}`);
        await answer.arrayBuffer();
      };
      for (let number = 1; number <= PROPOSALS; number++) await propose(number);
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(screen);
      await page.getByText(`Proposal ${PROPOSALS}:`).waitFor();
      await page.evaluate(() => {
        globalThis.tasks = [];
        new PerformanceObserver((list) =>
          globalThis.tasks.push(...list.getEntries().map((entry) => entry.duration)),
        ).observe({ type: 'longtask' });
      });
      for (let number = PROPOSALS + 1; number <= PROPOSALS + ARRIVING; number++) {
        await propose(number);
        await page.getByText(`Proposal ${number}:`).waitFor();
      }
      const tasks = await page.evaluate(() => globalThis.tasks);
      const longest = tasks.length === 0 ? `under ${STALL_MS} ms` : `${Math.round(Math.max(...tasks))} ms`;
      console.log(
        `| tasks over ${STALL_MS} ms on the projector while ${ARRIVING} of ${PROPOSALS + ARRIVING} proposals arrive | ${tasks.length} | ${longest} | none |`,
      );
    }
  } finally {
    await server.stop();
  }
} finally {
  await browser.close();
  site.remove();
}

/** Opens the plenary of the first day; answers with the address of its screen. */
async function openMorning(eventId) {
  const open = openSqlite({ source: join(site.data, 'plenary.sqlite') });
  try {
    const { db } = open;
    const { id: dayId } = await db
      .selectFrom('event_days')
      .select('id')
      .where('event_id', '=', eventId)
      .orderBy('date')
      .executeTakeFirstOrThrow();
    const reachable = { origin: site.origin, secret: site.secret };
    const result = await openPlenary({ db, clock: systemClock, site: reachable }, system('benchmark'), {
      eventId,
      dayId,
    });
    if (!result.ok) throw result.error;
    return `${await wallAddress(db, reachable, eventId)}/plenary`;
  } finally {
    await open.close();
  }
}

function row(what, times, target) {
  console.log(
    `| ${what} | ${Math.round(median(times))} ms | ${Math.round(Math.max(...times))} ms | ${target} |`,
  );
}
