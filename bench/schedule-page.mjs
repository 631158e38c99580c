// How many times a second the public schedule of a full event is served.
import autocannon from 'autocannon';
import { writeFullEvent } from './full-event.mjs';
import { newSite, signIn, startServer } from './server.mjs';

const CONNECTIONS = 20;
const WARM_UP_S = 2;
const SECONDS = 8;

const site = await newSite();
try {
  const { slug, sessionIds, participants } = await writeFullEvent(site, 1);
  const server = await startServer(site);
  try {
    const cookie = await signIn(site, participants[0].link);
    const page = `${site.origin}/${slug}/schedule`;
    const answer = await fetch(page);
    const html = await answer.text();
    const shown = sessionIds.filter((id) => html.includes(id)).length;
    if (shown !== sessionIds.length) throw new Error(`the page shows ${shown} of ${sessionIds.length} sessions`);
    const etag = answer.headers.get('etag');
    const again = etag && (await fetch(page, { headers: { 'if-none-match': etag } }));
    console.log(`${sessionIds.length} sessions, ${(html.length / 1000).toFixed(0)} kB; ETag ${etag ? 'sent' : 'none'}, asked again with it: ${again ? again.status : '–'}`);
    console.log(`\n| ${CONNECTIONS} connections, ${SECONDS} s each | requests/s | median | p99 | answers | target |`);
    console.log('|---|---|---|---|---|---|');
    const gzip = { 'accept-encoding': 'gzip' };
    await measure('a visitor, uncached (`?topic=`)', `${page}?topic=`, {}, '300');
    await measure('the same, compressed', `${page}?topic=`, gzip, '');
    await measure('signed in', page, { cookie }, '');
    await measure('a visitor', page, {}, '3,000');
    await measure('the same, compressed', page, gzip, '');
    if (etag) await measure('a visitor who has it (`If-None-Match`)', page, { 'if-none-match': etag }, '3,000');
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}

async function measure(what, url, headers, target) {
  const load = { url, headers, connections: CONNECTIONS };
  await autocannon({ ...load, duration: WARM_UP_S });
  const { requests, latency, statusCodeStats, errors } = await autocannon({ ...load, duration: SECONDS });
  const answers = Object.entries(statusCodeStats).map(([status, { count }]) => `${status} × ${count}`);
  if (errors > 0) answers.push(`${errors} errors`);
  const cells = [what, Math.round(requests.average), `${latency.p50} ms`, `${latency.p99} ms`, answers.join(', '), target];
  console.log(`| ${cells.join(' | ')} |`);
}
