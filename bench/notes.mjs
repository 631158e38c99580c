// Thirty people type in the same notes at once: how soon the others have it, and whether every letter is there.
import { setTimeout as sleep } from 'node:timers/promises';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { writeFullEvent } from './full-event.mjs';
import { median, newSite, signIn, startServer } from './server.mjs';

const PEOPLE = 30;
const TYPES_FOR_MS = 10_000;
/** A quick typist: five letters a second; each sends what has gathered once the last was answered, as the page does. */
const LETTER_EVERY_MS = 200;
const GATHER_MS = 25;

const site = await newSite();
try {
  const { slug, sessionIds, participants } = await writeFullEvent(site, PEOPLE, {});
  const server = await startServer(site);
  try {
    const sessionId = sessionIds[0];
    const path = `${site.origin}/${slug}/sessions/${sessionId}/notes/live`;
    const sentAt = new Map();
    const took = [];
    const writers = await Promise.all(
      participants.slice(0, PEOPLE).map(async ({ link }) => open(await signIn(site, link))),
    );
    await sleep(1000);
    await Promise.all(writers.map((writer, index) => type(writer, index)));
    const typed = writers.reduce((sum, { letters }) => sum + letters, 0);
    const end = Date.now() + 10_000;
    const texts = () => new Set(writers.map(({ doc }) => doc.getText(sessionId).toString()));
    while ((texts().size > 1 || [...texts()][0].length < typed) && Date.now() < end) await sleep(50);
    const [text] = texts();
    took.sort((a, b) => a - b);
    console.log('| what | value | target |');
    console.log('|---|---|---|');
    console.log(`| letter → the others, median | ${median(took).toFixed(0)} ms | 100 ms |`);
    console.log(`| letter → the others, p99 | ${took[Math.floor(took.length * 0.99)].toFixed(0)} ms | |`);
    console.log(`| letters typed by ${PEOPLE} | ${typed} | |`);
    console.log(
      `| letters in the text of everybody | ${texts().size === 1 ? text.length : 'they differ'} | ${typed} |`,
    );
    for (const { stop } of writers) stop.abort();

    /** Opens the notes as the page does. */
    async function open(cookie) {
      const doc = new Doc();
      const stop = new AbortController();
      const writer = { doc, cookie, stop, letters: 0, waiting: false, seen: encodeStateVector(doc) };
      const answer = await fetch(`${path}?client=${doc.clientID}`, {
        headers: { cookie },
        signal: stop.signal,
      });
      if (answer.status !== 200) throw new Error(`the stream was answered with ${answer.status}`);
      doc.on('update', (_, origin) => origin === 'server' && note(writer));
      void listen(writer, answer.body).catch(() => undefined); // ends with the benchmark
      return writer;
    }

    async function listen({ doc }, body) {
      let rest = '';
      for await (const part of body.pipeThrough(new TextDecoderStream())) {
        const events = (rest + part).split('\n\n');
        rest = events.pop();
        for (const event of events) {
          const data = /^event: (?:hello|news)\ndata: (.*)$/m.exec(event)?.[1];
          const update = data && JSON.parse(data).update;
          if (update) applyUpdate(doc, Buffer.from(update, 'base64'), 'server');
        }
      }
    }

    /** Every letter of others that has come since the last time, and how long it took. */
    function note(writer) {
      const now = performance.now();
      writer.heard ??= new Map();
      for (const [client, structs] of writer.doc.store.clients) {
        if (client === writer.doc.clientID) continue;
        const last = structs.at(-1);
        const clock = last.id.clock + last.length;
        for (let letter = writer.heard.get(client) ?? 0; letter < clock; letter++) {
          const at = sentAt.get(`${client} ${letter}`);
          if (at !== undefined) took.push(now - at);
        }
        writer.heard.set(client, clock);
      }
    }

    async function type(writer, index) {
      const end = performance.now() + TYPES_FOR_MS;
      await sleep(Math.random() * LETTER_EVERY_MS);
      while (performance.now() < end) {
        const text = writer.doc.getText(sessionId);
        sentAt.set(`${writer.doc.clientID} ${writer.letters}`, performance.now());
        text.insert(Math.floor(Math.random() * (text.length + 1)), String.fromCodePoint(97 + (index % 26)));
        writer.letters += 1;
        void send(writer);
        await sleep(LETTER_EVERY_MS * (0.5 + Math.random()));
      }
    }

    async function send(writer) {
      if (writer.waiting) return void (writer.more = true);
      writer.waiting = true;
      await sleep(GATHER_MS);
      do {
        writer.more = false;
        const update = encodeStateAsUpdate(writer.doc, writer.seen);
        const seen = encodeStateVector(writer.doc);
        const answer = await fetch(path, {
          method: 'POST',
          headers: { cookie: writer.cookie, origin: site.origin, 'content-type': 'application/octet-stream' },
          body: update,
        });
        if (answer.status !== 200)
          throw new Error(`an update was answered with ${answer.status}: ${await answer.text()}`);
        await answer.arrayBuffer();
        writer.seen = seen;
      } while (writer.more);
      writer.waiting = false;
    }
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}
