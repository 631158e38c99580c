// A large file is sent in the pieces that the page sends, and read back; then the archive is searched among 5,000 items.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../packages/domain/src/database/open-sqlite.ts';
import { newId } from '../packages/domain/src/kernel/ids.ts';
import { archive, archiveChoices } from '../packages/domain/src/materials/archive-queries.ts';
import { searchTextOf } from '../packages/domain/src/materials/material.ts';
import { PieceSize } from '../apps/web/src/lib/materials/piece-size.ts';
import { writeFullEvent } from './full-event.mjs';
import { median, newSite, signIn, startServer } from './server.mjs';

const FILE_BYTES = 600_000_000;
const LARGEST_PIECE = 16_000_000;
const ITEMS = 5000;
const SEARCHES = 20;
const AT = '2026-03-01T00:00:00.000Z';

const site = await newSite();
try {
  const { eventId, sessionIds, participants } = await writeFullEvent(site, 1, { organiser: true });
  console.log('| what | value | target |');
  console.log('|---|---|---|');
  await searchArchive(eventId, sessionIds);
  const server = await startServer(site);
  try {
    const cookie = await signIn(site, participants[0].link);
    const headers = { cookie, origin: site.origin, 'tus-resumable': '1.0.0' };
    await send(headers, eventId, 20_000_000, () => undefined); // warms up
    const before = memory(server.pid);
    let most = 0;
    const seconds = await send(headers, eventId, FILE_BYTES, () => {
      most = Math.max(most, memory(server.pid));
    });
    console.log(
      `| upload on the loopback, hashed and synced | ${(FILE_BYTES / 1e6 / seconds).toFixed(0)} MB/s | 100 MB/s |`,
    );
    console.log(`| memory before → most while sending | ${before} → ${most} MB | flat |`);
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}

/** Sends random bytes that begin as a WAV file does; seconds until they are whole and kept. */
async function send(headers, eventId, size, watch) {
  const name = Buffer.from('noise.wav').toString('base64');
  const event = Buffer.from(eventId).toString('base64');
  const noise = randomBytes(LARGEST_PIECE);
  const began = performance.now();
  const created = await fetch(`${site.origin}/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(size), 'upload-metadata': `event ${event},name ${name}` },
  });
  if (created.status !== 201)
    throw new Error(`an upload was answered with ${created.status}: ${await created.text()}`);
  const address = site.origin + created.headers.get('location');
  const pieces = new PieceSize(began);
  for (let offset = 0; offset < size;) {
    const bytes = noise.subarray(0, Math.min(pieces.bytes, size - offset));
    const answer = await fetch(address, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: offset === 0 ? Buffer.concat([wavHeader(size), bytes.subarray(44)]) : bytes,
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`a piece was answered with ${answer.status}`);
    offset += bytes.length;
    pieces.arrived(performance.now());
    watch();
  }
  return (performance.now() - began) / 1000;
}

async function searchArchive(eventId, sessionIds) {
  const open = openSqlite({ source: join(site.data, 'plenary.sqlite') });
  try {
    const { db } = open;
    const words = 'migration memory scheduler patch release testing boards network storage security'.split(
      ' ',
    );
    const rows = Array.from({ length: ITEMS }, (_, number) => {
      const title = `Talk ${number} about ${words[number % words.length]}`;
      const description = `What we found out about ${words[(number * 7) % words.length]}. `.repeat(6);
      return {
        ...{
          id: newId(),
          event_id: eventId,
          session_id: sessionIds[number % sessionIds.length],
          kind: 'slides',
        },
        ...{ title, description, licence: 'CC-BY-4.0', language: 'en', link: '' },
        ...{
          search_text: searchTextOf([title, description]),
          attached_at: AT,
          attached_by: null,
          updated_at: AT,
        },
        ...{
          hidden_at: null,
          hidden_by: null,
          removal_asked_at: null,
          removal_asked_by: null,
          removal_reason: '',
        },
      };
    });
    for (let at = 0; at < rows.length; at += 500)
      await db
        .insertInto('materials')
        .values(rows.slice(at, at + 500))
        .execute();
    const text = 'A long line about what was decided, and by whom, and why it was not done before. '.repeat(
      60,
    );
    for (const sessionId of sessionIds)
      await db
        .insertInto('notes')
        .values({
          ...{
            session_id: sessionId,
            event_id: eventId,
            text,
            search_text: text.toLowerCase(),
            lines: 60,
            version: 1,
          },
          ...{
            document: newId(),
            revision: 1,
            updated_at: AT,
            scribe_id: null,
            frozen_at: AT,
            frozen_by: null,
          },
          frozen_revision: 1,
        })
        .execute();
    for (const [what, filter] of [
      ['archive of 5,000, first page', {}],
      ['archive of 5,000, two words', { search: 'scheduler found' }],
      ['archive of 5,000, a word of the notes only', { search: 'decided' }],
      ['archive of 5,000, a word nobody wrote', { search: 'nowhere' }],
    ]) {
      const took = [];
      for (let round = 0; round < SEARCHES; round++) {
        const began = performance.now();
        await archive(db, filter);
        took.push(performance.now() - began);
      }
      console.log(`| ${what}, median | ${median(took).toFixed(1)} ms | 50 ms |`);
    }
    const began = performance.now();
    await archiveChoices(db);
    console.log(`| what the archive can be narrowed to | ${(performance.now() - began).toFixed(1)} ms | |`);
  } finally {
    await open.close();
  }
}

function wavHeader(size) {
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(size - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.write('data', 36);
  header.writeUInt32LE(size - 44, 40);
  return header;
}

/** Resident megabytes of a process; only Linux says it like this. */
function memory(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1000);
}
