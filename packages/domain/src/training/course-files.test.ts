import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { courseFiles as courseFilesMigration } from '../database/migrations/021-course-files.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { valueOf } from '../kernel/action.ts';
import { person, visitor, type Actor } from '../kernel/actor.ts';
import { DomainError } from '../kernel/errors.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { attachMaterial } from '../materials/attach-material.ts';
import { FileStore } from '../materials/file-store.ts';
import { receiveFile } from '../materials/receive-file.ts';
import { sweepFiles } from '../materials/sweep-files.ts';
import { addPerson } from '../testing/community.ts';
import { countStatements } from '../testing/count-statements.ts';
import { onBothEngines } from '../testing/fresh-database.ts';
import { smallDraft, type SmallDraft } from '../testing/small-draft.ts';
import { attachCourseFiles } from './attach-course-files.ts';
import { beginCourseUpload } from './begin-course-upload.ts';
import { courseFile, courseFiles, coursesWithFiles, filesForEdition } from './course-file-queries.ts';
import { createCourse } from './create-course.ts';
import { findCourse } from './course-queries.ts';
import { makeEdition } from './make-edition.ts';
import { moveCourseFile } from './move-course-file.ts';
import { removeCourseFile } from './remove-course-file.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

onBothEngines('files of a course', (fresh) => {
  let open: OpenDatabase;
  let folder: string;
  let store: FileStore;
  let draft: SmallDraft;
  let courseId: Id, moduleId: Id, slug: string;
  let writer: Actor, owner: Actor;

  beforeEach(async () => {
    open = await fresh();
    folder = mkdtempSync(join(tmpdir(), 'plenary-course-'));
    store = new FileStore(folder);
    mkdirSync(store.uploads, { recursive: true });
    draft = await smallDraft(open.db);
    writer = draft.organiser;
    owner = person(await addPerson(open.db, 'Owner', { site_owner_since: '2026-01-01T00:00:00.000Z' }));
    const modules = [{ title: 'Booting', minutes: 60, description: '' }];
    ({ courseId, slug } = valueOf(await createCourse(draft.needs, writer, { title: 'Course', modules })));
    moduleId = (await findCourse(open.db, slug))?.modules[0]?.id ?? '';
  });
  afterEach(async () => {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = (who: Actor, size: number, courseLimit = 10_000) =>
    beginCourseUpload(draft.needs, who, {
      ...{ courseId, uploadId: newId(), name: 'talk.pdf', size, fileLimit: 5000, courseLimit },
    });
  async function send(who: Actor, bytes = PDF): Promise<Id> {
    const { uploadId } = valueOf(await begin(who, bytes.length));
    await store.take(uploadId, bytes);
    await receiveFile(draft.needs, store, who, uploadId);
    return uploadId;
  }
  const attach = async (title: string, more: { moduleId?: Id } = {}) =>
    valueOf(
      await attachCourseFiles(draft.needs, writer, {
        courseId,
        title,
        uploads: [await send(writer)],
        ...more,
      }),
    ).fileIds[0] ?? '';
  const titles = async () => (await courseFiles(open.db, courseId)).map((file) => file.title);
  const code = async (result: Promise<{ ok: boolean; error?: DomainError }>) => {
    const { error } = await result;
    return error ? (error.fields[0]?.code ?? error.code) : 'done';
  };

  it('are there before anybody teaches it, in order, and editions show them', async () => {
    await attach('Slides');
    const exercise = await attach('Exercise', { moduleId });
    expect(await courseFiles(open.db, courseId)).toMatchObject([
      { title: 'Slides', moduleId: null, name: 'talk.pdf', type: 'application/pdf', size: PDF.length },
      { title: 'Exercise', moduleId, id: exercise },
    ]);
    expect(await coursesWithFiles(open.db)).toEqual([{ slug, title: 'Course', files: 2 }]);
    expect(await filesForEdition(open.db, draft.eventId)).toBeNull();
    const { eventId } = valueOf(
      await makeEdition(draft.needs, writer, {
        ...{ courseId, name: 'Once', startDate: '2026-09-01', zone: 'Europe/Berlin' },
      }),
    );
    expect((await filesForEdition(open.db, eventId))?.files.map((file) => file.title)).toEqual([
      'Slides',
      'Exercise',
    ]);
  });

  it('move up among those of the same module', async () => {
    await attach('A');
    await attach('M', { moduleId });
    const last = await attach('B');
    const move = () => moveCourseFile(draft.needs, writer, { courseId, fileId: last });
    expect(await code(move())).toBe('done');
    expect(await titles()).toEqual(['B', 'A', 'M']);
    expect(await code(move())).toBe('done'); // the first one stays
    expect(await titles()).toEqual(['B', 'A', 'M']);
  });

  it('are the matter of who writes courses, and of nobody else', async () => {
    const fileId = await attach('Slides');
    const deeds = (who: Actor) => [
      begin(who, 10),
      attachCourseFiles(draft.needs, who, { courseId, uploads: [] }),
      moveCourseFile(draft.needs, who, { courseId, fileId }),
      removeCourseFile(draft.needs, who, { courseId, fileId }),
    ];
    for (const deed of deeds(visitor)) expect(await code(deed)).toBe('sign-in-needed');
    for (const deed of deeds(draft.participant)) expect(await code(deed)).toBe('not-allowed');
    expect(await code(removeCourseFile(draft.needs, owner, { courseId, fileId }))).toBe('done');
  });

  it('are refused when they are not whole, somebody else’s, of another course or module', async () => {
    const other = valueOf(await createCourse(draft.needs, writer, { title: 'Other', modules: [] }));
    const fileId = await attach('Slides');
    const uploads = [await send(writer)];
    const to = (more: object) => attachCourseFiles(draft.needs, writer, { courseId, uploads, ...more });
    expect(await code(to({ courseId: other.courseId }))).toBe('not-whole');
    expect(await code(to({ uploads: [valueOf(await begin(writer, 5)).uploadId] }))).toBe('not-whole');
    expect(await code(to({ uploads: [await send(owner)] }))).toBe('not-found');
    expect(await code(to({ uploads: [] }))).toBe('required');
    expect(await code(to({ moduleId: newId() }))).toBe('not-a-choice');
    expect(await code(to({ courseId: newId() }))).toBe('not-found');
    expect(await code(begin(writer, 5001))).toBe('file-too-large');
    const event = { eventId: draft.eventId, sessionId: null, title: 'x', uploads };
    expect(await code(attachMaterial(draft.needs, writer, event))).toBe('not-whole');
    const wrong = { courseId: other.courseId, fileId };
    expect(await code(moveCourseFile(draft.needs, writer, wrong))).toBe('not-found');
    expect(await code(removeCourseFile(draft.needs, writer, wrong))).toBe('not-found');
    await expect(courseFile(open.db, other.courseId, fileId)).rejects.toThrow(DomainError);
  });

  it('begun at once do not pass the course’s room', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => code(begin(writer, 10, 30))));
    expect(answers.toSorted()).toEqual([
      ...['done', 'done', 'done'],
      ...['quota-reached', 'quota-reached', 'quota-reached'],
    ]);
  });

  it('keep their bytes when others are swept', async () => {
    const [kept, removed] = [await attach('Slides'), newId()];
    const other = valueOf(
      await attachCourseFiles(draft.needs, writer, {
        ...{ courseId, title: removed, uploads: [await send(writer, Buffer.concat([PDF, PDF]))] },
      }),
    ).fileIds[0];
    const paths = [kept, other ?? ''].map(async (fileId) =>
      store.pathOf((await courseFile(open.db, courseId, fileId)).sha256),
    );
    const [first = '', second = ''] = await Promise.all(paths);
    valueOf(await removeCourseFile(draft.needs, writer, { courseId, fileId: other ?? '' }));
    const longAgo = new Date('2020-01-01');
    for (const path of [first, second]) utimesSync(path, longAgo, longAgo);
    await sweepFiles(draft.needs, store);
    expect([existsSync(first), existsSync(second)]).toEqual([true, false]);
  });

  it('are listed in one statement, however many there are', async () => {
    for (const count of [1, 3]) {
      while ((await titles()).length < count) await attach('Slides');
      expect(await countStatements(open.db, (db) => courseFiles(db, courseId))).toBe(1);
    }
  });

  it('the migration keeps uploads that are on their way', async () => {
    const id = newId();
    await sql`drop table course_files`.execute(open.db);
    await sql`drop table uploads`.execute(open.db);
    await sql`create table uploads (id text primary key, event_id text not null, person_id text, name text not null,
      size bigint not null, began_at text not null, sha256 text, type text, cues text not null default '[]',
      duration_seconds integer)`.execute(open.db);
    await sql`insert into uploads values
      (${id}, ${draft.eventId}, null, 'a.pdf', 7, '2026-03-01', null, null, '[]', 61)`.execute(open.db);
    await courseFilesMigration.up(open.db as never); // a migration is typed against no tables
    const rows = await open.db
      .selectFrom('uploads')
      .select(['id', 'event_id', 'course_id', 'name', 'duration_seconds'])
      .execute();
    const upload = { id, event_id: draft.eventId, course_id: null, name: 'a.pdf', duration_seconds: 61 };
    expect(rows).toEqual([upload]);
    const nowhere = { id: newId(), person_id: null, name: 'x', size: 1, began_at: 'x' };
    await expect(
      open.db
        .insertInto('uploads')
        .values({ ...nowhere, sha256: null, type: null })
        .execute(),
    ).rejects.toThrow();
  });
});
