import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/open-database.ts';
import { findEventBySlug } from '../events/event-queries.ts';
import { system, visitor } from '../kernel/actor.ts';
import { systemClock } from '../kernel/clock.ts';
import { draftBoard } from '../schedule/draft-board.ts';
import { drafts, publishedPosts } from '../posts/post-queries.ts';
import { listPages } from '../pages/page-queries.ts';
import { highlightsOf } from '../projects/highlight-queries.ts';
import { listProjects } from '../projects/project-queries.ts';
import { itemsOfEvent } from '../notes/action-item-queries.ts';
import { archive } from '../materials/archive-queries.ts';
import { FileStore } from '../materials/file-store.ts';
import { outcomesOf } from '../materials/project-outcomes.ts';
import { notesOverview } from '../notes/notes-queries.ts';
import { publishedSchedule } from '../schedule/published-schedule.ts';
import { listSessions } from '../sessions/session-queries.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { talksOf } from '../training/appearance-queries.ts';
import { courseFiles } from '../training/course-file-queries.ts';
import { findCourse } from '../training/course-queries.ts';
import { demandFor } from '../training/demand-queries.ts';
import { editionsOf } from '../training/edition-queries.ts';
import { loadSample } from './load-sample.ts';

onBothEngines('the sample community', (fresh) => {
  let open: OpenDatabase;
  let folder: string;
  let files: FileStore;
  beforeEach(async () => {
    open = await fresh();
    folder = mkdtempSync(join(tmpdir(), 'plenary-sample-'));
    files = new FileStore(folder);
  });
  afterEach(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is a past event with its schedule and a next edition that people are coming to', async () => {
    const needs = {
      db: open.db,
      clock: systemClock,
      site: { origin: 'http://localhost:3000', secret: 'x'.repeat(40) },
    };
    expect(await loadSample(needs, files, visitor)).toMatchObject({ error: { code: 'sign-in-needed' } });
    const loaded = await loadSample(needs, files, system('test'));
    if (!loaded.ok) throw loaded.error;

    const past = await findEventBySlug(open.db, 'shanghai-2015');
    expect(past).toMatchObject({
      capacity: 50,
      cutOffAt: '2015-04-12T15:59:00.000Z',
      startsOn: '2015-04-28',
      endsOn: '2015-04-29',
    });
    const schedule = await publishedSchedule(open.db, past?.id ?? '');
    expect(schedule.release?.number).toBe(1);
    expect(schedule.sessions).toHaveLength(26);
    expect(schedule.slots.filter((slot) => slot.kind === 'social').map((slot) => slot.startsAt)).toEqual([
      '2015-04-28T11:00:00.000Z',
    ]);

    const noted = await notesOverview(open.db, past?.id ?? '', '2015-05-30T00:00:00.000Z');
    expect(noted.filter((one) => one.lines > 0 && one.frozenAt === null)).toEqual([]);
    expect(noted.filter((one) => one.frozenAt !== null)).toHaveLength(7);
    const items = await itemsOfEvent(open.db, past?.id ?? '', { frozenOnly: true });
    expect([
      items.length,
      items.filter((item) => item.done).length,
      items.filter((item) => !item.ownerId),
    ]).toEqual([14, 6, []]);

    const { materials } = await archive(open.db, {});
    const left = materials.map(({ kind, files: own }) => [kind, ...own.map((file) => file.type)].join(' '));
    expect(left.toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'audio audio/mpeg audio/ogg text/vtt text/vtt'),
      ...Array.from({ length: 3 }, () => 'link'),
      ...Array.from({ length: 6 }, () => 'slides application/pdf'),
      'slides application/pdf text/markdown',
      'slides application/pdf text/plain',
      'slides application/vnd.oasis.opendocument.presentation',
      'slides application/vnd.oasis.opendocument.presentation',
      'video video/webm text/vtt text/vtt',
    ]);
    const played = materials.flatMap(({ files: own }) =>
      own.filter(({ type }) => /^(audio|video)/.test(type)),
    );
    expect(played.filter(({ duration }) => duration === null || duration < 9 || duration > 20)).toEqual([]);

    const course = await findCourse(open.db, 'hypervisor-for-operators');
    const handed = await courseFiles(open.db, course?.id ?? '');
    const moduleOf = new Map(course?.modules.map(({ id, title }) => [id, title]));
    expect(handed.map(({ name, moduleId }) => [name, moduleOf.get(moduleId ?? '')])).toEqual([
      ['before-you-come.md', undefined],
      ['parts-of-a-host.pdf', undefined],
      ['way-of-a-disk-write.pdf', 'What runs below your guests'],
      ['build-options.csv', 'Building and booting'],
      ['first-broken-host.txt', 'When it breaks'],
    ]);
    const editions = await editionsOf(open.db, system('test'), course?.id ?? '');
    expect(
      editions.map(({ slug, enrolled, came, sessions, materials, courseVersion }) => [
        ...[slug, enrolled, came, sessions, materials, courseVersion],
      ]),
    ).toEqual([
      ['operators-cambridge-2015', 77, 75, 4, 4, 2],
      ['operators-hamburg-2014', 39, 37, 4, 4, 1],
    ]);
    expect(editions.map(({ stars, feedback }) => [stars, feedback])).toEqual([
      [4.2, 25],
      [4.2, 13],
    ]);
    expect(await open.db.selectFrom('certificates').select('code').execute()).toHaveLength(10);
    expect((await demandFor(open.db, course?.id ?? '')).map(({ place, count }) => [place, count])).toEqual([
      ['Berlin', 3],
      ['Bengaluru', 2],
      ['Dublin', 1],
      ['Shanghai', 1],
    ]);
    const talk = await findEventBySlug(
      open.db,
      'three-ways-to-share-a-processor-at-the-northern-systems-2015',
    );
    expect((await talksOf(open.db, talk?.id ?? '')).map((part) => part.speakers)).toEqual([
      ['Mateo Silva'],
      ['Liam Walsh', 'Hannah Fischer'],
      ['Mei Lin'],
    ]);

    const { posts } = await publishedPosts(open.db, { tag: 'developers' });
    expect(posts.map((post) => [post.kind, post.event?.slug, post.authorName])).toEqual([
      ['announcement', loaded.value.slug, 'Mei Lin'],
      ['article', undefined, ''],
      ['interview', 'shanghai-2015', 'Mei Lin'],
      ['report', 'shanghai-2015', 'Mei Lin'],
      ['announcement', 'shanghai-2015', 'Mei Lin'],
    ]);
    expect(await drafts(open.db, { eventIds: [], siteOwner: true })).toHaveLength(1);

    const { eventId } = loaded.value;
    expect((await highlightsOf(open.db, eventId)).map((project) => project.name)).toEqual([
      'Live migration between processors',
    ]);
    const { projects } = await listProjects(open.db);
    expect(projects.map((project) => project.slug)).toEqual([
      'live-migration-between-processors',
      'a-scheduler-one-can-explain',
      'unikernel-for-a-coffee-machine',
      'test-farm-in-a-cupboard',
      'first-hour-guide',
    ]);
    const outcomes = await Promise.all(projects.map(({ id }) => outcomesOf(open.db, id)));
    expect(
      outcomes.map((sessions) =>
        sessions.map((one) => [one.hasNotes, one.decisions.length, one.tasks.length, one.materials.length]),
      ),
    ).toEqual([
      [[true, 1, 2, 1]],
      [[true, 2, 2, 0]],
      [[false, 0, 0, 1]],
      [[true, 1, 2, 2]],
      [[true, 1, 2, 1]],
    ]);
    const pageNames = async (id: string) =>
      (await listPages(open.db, id)).map(({ name, writers }) => [name, writers]);
    expect(await pageNames(eventId)).toEqual([
      ['Who brings what', 'attendees'],
      ['Travel', 'attendees'],
      ['House rules', 'organisers'],
    ]);
    expect(await pageNames(past?.id ?? '')).toEqual([
      ['Where we ate', 'attendees'],
      ['Who brings what', 'attendees'],
    ]);
    expect(await listSessions(open.db, { eventId })).toHaveLength(30);
    const asked = await open.db
      .selectFrom('invitations')
      .select('state')
      .where('event_id', '=', eventId)
      .execute();
    expect(
      Object.fromEntries(
        Map.groupBy(asked, (row) => row.state)
          .entries()
          .map(([state, rows]) => [state, rows.length]),
      ),
    ).toEqual({
      confirmed: 40,
      invited: 3,
      requested: 1,
      waitlisted: 1,
    });
    expect((await draftBoard(open.db, eventId)).score).toMatchObject({ hard: 0, placed: 0 });
    expect(await open.db.selectFrom('jobs').selectAll().execute()).toEqual([]);
    expect(await loadSample(needs, files, system('test'))).toMatchObject({ error: { code: 'wrong-state' } });
  }, 120_000);
});
