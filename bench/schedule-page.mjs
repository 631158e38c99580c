// How many times a second the public schedule of a full event is served.
import { writeFullEvent } from './full-event.mjs';
import { load, LOAD_HEAD, newSite, signIn, startServer } from './server.mjs';

const CONNECTIONS = 20;
const GZIP = { 'accept-encoding': 'gzip' }; // as browsers ask; an ETag is good for one encoding

const site = await newSite();
try {
  const { slug, sessionIds, participants } = await writeFullEvent(site, 1);
  const server = await startServer(site);
  try {
    const cookie = await signIn(site, participants[0].link);
    const page = `${site.origin}/${slug}/schedule`;
    const answer = await fetch(page, { headers: GZIP });
    const html = await answer.text();
    const etag = answer.headers.get('etag') ?? '';
    const shown = sessionIds.filter((id) => html.includes(id)).length;
    if (shown !== sessionIds.length)
      throw new Error(`the page shows ${shown} of ${sessionIds.length} sessions`);
    const own = await (await fetch(page, { headers: { cookie } })).text();
    if (!own.includes('Participant 1')) throw new Error('the page does not know who is signed in');

    const measure = async (what, url, headers, wanted) =>
      console.log(await load(server, what, () => ({ url, headers, connections: CONNECTIONS }), wanted));
    console.log(
      `${sessionIds.length} sessions, ${Math.round(html.length / 1000)} kB of HTML, ${CONNECTIONS} connections\n`,
    );
    console.log(LOAD_HEAD);
    // The snapshot first: it is made anew every minute, and then has another ETag.
    await measure(
      'snapshot, had already (`If-None-Match`)',
      page,
      { ...GZIP, 'if-none-match': etag },
      { expect: 304, target: '3,000' },
    );
    await measure('snapshot, compressed', page, GZIP, { target: '3,000' });
    await measure('snapshot', page, {}, { target: '3,000' });
    await measure('uncached (`?topic=`)', `${page}?topic=`, {}, { target: '300' });
    await measure('uncached, compressed', `${page}?topic=`, GZIP, { target: '300' });
    await measure('signed in', page, { cookie });
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}
