// How quickly a tap of interest is answered when fifty participants tap at once, without a pause.
import autocannon from 'autocannon';
import { writeFullEvent } from './full-event.mjs';
import { newSite, signIn, startServer } from './server.mjs';

const IN_FLIGHT = [1, 10, 50];
const WARM_UP_S = 2;
const SECONDS = 8;
const LEVELS = ['none', 'maybe', 'want', 'must'];

const site = await newSite();
try {
  const { slug, sessionIds, participants } = await writeFullEvent(site, Math.max(...IN_FLIGHT));
  const server = await startServer(site);
  try {
    for (const participant of participants) participant.cookie = await signIn(site, participant.link);
    console.log(`| requests in flight, ${SECONDS} s each | taps/s | median | p99 | answers | target |`);
    console.log('|---|---|---|---|---|---|');
    for (const connections of IN_FLIGHT) {
      const load = () => tapping(`${site.origin}/${slug}/interest/say`, connections, participants, sessionIds);
      await autocannon({ ...load(), duration: WARM_UP_S });
      const { requests, latency, statusCodeStats, errors } = await autocannon({ ...load(), duration: SECONDS });
      const answers = Object.entries(statusCodeStats).map(([status, { count }]) => `${status} × ${count}`);
      if (errors > 0) answers.push(`${errors} errors`);
      const target = connections === 50 ? 'median 20 ms' : '';
      const cells = [connections, Math.round(requests.average), `${latency.p50} ms`, `${latency.p99} ms`, answers.join(', '), target];
      console.log(`| ${cells.join(' | ')} |`);
    }
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}

/** Each connection is a participant of its own who answers one session after the other. */
function tapping(url, connections, participants, sessionIds) {
  let number = 0;
  return {
    url,
    connections,
    setupClient: (client) => {
      const { personId, cookie } = participants[number++ % participants.length];
      const headers = { cookie, origin: site.origin, 'content-type': 'application/json' };
      const start = number * 7; // so that not all answer the same session at the same time
      client.setRequests(
        sessionIds.map((_, index) => ({
          method: 'POST',
          headers,
          body: JSON.stringify({
            personId,
            sessionId: sessionIds[(start + index) % sessionIds.length],
            level: LEVELS[(start + index) % LEVELS.length],
          }),
        })),
      );
    },
  };
}
