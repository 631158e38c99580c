// How quickly a tap of interest is answered when fifty participants tap at once, without a pause.
import { writeFullEvent } from './full-event.mjs';
import { load, LOAD_HEAD, newSite, signIn, startServer } from './server.mjs';

const IN_FLIGHT = [1, 10, 50];
const LEVELS = ['none', 'maybe', 'want', 'must'];

const site = await newSite();
try {
  const { slug, sessionIds, participants } = await writeFullEvent(site, Math.max(...IN_FLIGHT));
  const server = await startServer(site);
  try {
    for (const participant of participants) participant.cookie = await signIn(site, participant.link);
    const url = `${site.origin}/${slug}/interest/say`;
    console.log(LOAD_HEAD);
    for (const connections of IN_FLIGHT) {
      const options = () => tapping(url, connections, participants, sessionIds);
      const target = connections === 50 ? 'median 20 ms' : '';
      console.log(await load(server, `${connections} in flight`, options, { target }));
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
