// A page with 500 revisions, the difference of two long texts, and a tag with a thousand posts, as a visitor asks for them.
import { join } from 'node:path';
import { migrate } from '../packages/domain/src/database/migrate.ts';
import { openSqlite } from '../packages/domain/src/database/open-sqlite.ts';
import { valueOf } from '../packages/domain/src/kernel/action.ts';
import { system } from '../packages/domain/src/kernel/actor.ts';
import { systemClock } from '../packages/domain/src/kernel/clock.ts';
import { publishPost } from '../packages/domain/src/posts/publish-post.ts';
import { writePost } from '../packages/domain/src/posts/write-post.ts';
import { changeProject } from '../packages/domain/src/projects/change-project.ts';
import { createProject } from '../packages/domain/src/projects/create-project.ts';
import { compareTexts } from '../packages/domain/src/text/compared-text.ts';
import { median, newSite, startServer } from './server.mjs';

const REVISIONS = 500;
const POSTS = 1000;
const LONG_TEXT = 50_000;
const ASKED = 30;
const BENCH = system('bench');

const site = await newSite();
try {
  const open = openSqlite({ source: join(site.data, 'plenary.sqlite') });
  await migrate(open.db);
  const needs = { db: open.db, clock: systemClock };
  const { projectId, slug } = valueOf(
    await createProject(needs, BENCH, { name: 'Long lived', body: text(0) }),
  );
  for (let version = 1; version < REVISIONS; version++)
    valueOf(await changeProject(needs, BENCH, { projectId, version, body: text(version), summary: 'more' }));
  for (let number = 0; number < POSTS; number++) {
    const { postId } = valueOf(
      await writePost(needs, BENCH, {
        title: `Post ${number}`,
        body: text(number, 3000),
        tags: ['developers'],
      }),
    );
    valueOf(await publishPost(needs, BENCH, { postId, published: true }));
  }
  await open.close();
  console.log('| what | median | target |');
  console.log('|---|---|---|');
  await compared();
  const server = await startServer(site);
  try {
    const pages = [
      ['page with 500 revisions', `/projects/${slug}`, 100],
      ['its history, newest 50', `/projects/${slug}/history`, 100],
      ['what its last revision changed', `/projects/${slug}/history/${REVISIONS}`, 100],
      ['tag with 1,000 posts, first page', '/tags/developers', 50],
      ['the same, last page', `/tags/developers?page=${POSTS / 10}`, 50],
      ['its Atom feed', '/tags/developers/feed.atom', 50],
    ];
    for (const [what, path, target] of pages) await asked(what, path, target);
  } finally {
    await server.stop();
  }
} finally {
  site.remove();
}

/** Words that differ a little from one version to the next. */
function text(version, length = LONG_TEXT) {
  const lines = [];
  for (let size = 0, line = 0; size < length; line++) {
    const words = `Line ${line} says what was agreed about board ${(line * 7919 + (line % 50 === version % 50 ? version : 0)) % 997}.`;
    lines.push(words);
    size += words.length + 1;
  }
  return lines.join('\n');
}

async function compared() {
  const times = [];
  for (let version = 1; version <= ASKED; version++) {
    const began = performance.now();
    compareTexts(text(version - 1), text(version));
    times.push(performance.now() - began);
  }
  console.log(`| difference of two texts of 50 kB | ${median(times).toFixed(1)} ms | 50 ms |`);
}

/** From the request to the last byte, on one connection after the other. */
async function asked(what, path, target) {
  const times = [];
  for (let number = 0; number < ASKED + 5; number++) {
    const began = performance.now();
    const answer = await fetch(site.origin + path);
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    if (number >= 5) times.push(performance.now() - began);
  }
  console.log(`| ${what} | ${median(times).toFixed(1)} ms | ${target} ms |`);
}
