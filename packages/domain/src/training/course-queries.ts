import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { plainExcerpt } from '../text/markdown.ts';
import { minutesOf, readCourseText, readModules, type CourseText } from './course.ts';

/** A course as the list shows it. */
export interface CourseSummary {
  readonly id: Id;
  readonly slug: string;
  readonly title: string;
  readonly audience: string;
  readonly excerpt: string;
  readonly tags: readonly string[];
  readonly modules: number;
  readonly minutes: number;
  /** Announced ones. */
  readonly editions: number;
  /** People who would come to a future class. */
  readonly interested: number;
}

export interface Course extends CourseText {
  readonly id: Id;
  readonly slug: string;
  readonly updatedAt: Timestamp;
  readonly version: number;
}

const EXCERPT = 220;

/** All courses by title, or those with a tag. Two statements. */
export async function listCourses(db: Db, { tag }: { tag?: string } = {}): Promise<CourseSummary[]> {
  let wanted = db
    .selectFrom('courses')
    .select(['id', 'slug', 'title', 'audience', 'description', 'modules'])
    .select((e) => [
      e
        .selectFrom('editions')
        .innerJoin('events', 'events.id', 'editions.event_id')
        .select((r) => r.fn.countAll<number | string>().as('count'))
        .whereRef('editions.course_id', '=', 'courses.id')
        .where('announced_at', 'is not', null)
        .as('editions'),
      e
        .selectFrom('class_interests')
        .select((r) => r.fn.countAll<number | string>().as('count'))
        .whereRef('class_interests.course_id', '=', 'courses.id')
        .as('interested'),
    ]);
  if (tag)
    wanted = wanted.where(
      'id',
      'in',
      db.selectFrom('course_tags').select('course_id').where('tag', '=', tag),
    );
  const rows = await wanted.orderBy('title').orderBy('id').execute();
  const tags = Map.groupBy(
    await db.selectFrom('course_tags').selectAll().orderBy('tag').execute(),
    (row) => row.course_id,
  );
  return rows.map((row) => {
    const modules = readModules(row.modules);
    return {
      ...{ id: row.id, slug: row.slug, title: row.title, audience: row.audience },
      excerpt: plainExcerpt(row.description, EXCERPT),
      tags: (tags.get(row.id) ?? []).map((one) => one.tag),
      modules: modules.length,
      minutes: minutesOf(modules),
      editions: Number(row.editions),
      interested: Number(row.interested),
    };
  });
}

/** A course by its address. Two statements. */
export async function findCourse(db: Db, slug: string): Promise<Course | undefined> {
  const row = await db.selectFrom('courses').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!row) return undefined;
  const tags = await db
    .selectFrom('course_tags')
    .select('tag')
    .where('course_id', '=', row.id)
    .orderBy('tag')
    .execute();
  const { id, title, description, audience, prerequisites, licence, version } = row;
  return {
    ...{ id, slug, title, description, audience, prerequisites, licence, version },
    tags: tags.map((one) => one.tag),
    modules: readModules(row.modules),
    updatedAt: row.updated_at,
  };
}

/** One change of a course in its history. */
export interface CourseRevision {
  readonly version: number;
  readonly summary: string;
  readonly restoredVersion: number | null;
  readonly at: Timestamp;
  /** null: the product, or somebody who is gone. */
  readonly byName: string | null;
}

const PER_PAGE = 50;

/** A course's changes, newest first. Two statements; no text is read. */
export async function courseHistory(
  db: Db,
  courseId: Id,
  { page = 1, perPage = PER_PAGE }: { page?: number; perPage?: number } = {},
): Promise<{ revisions: CourseRevision[]; count: number }> {
  const { count } = await db
    .selectFrom('course_revisions')
    .select((r) => r.fn.countAll<number | string>().as('count'))
    .where('course_id', '=', courseId)
    .executeTakeFirstOrThrow();
  const revisions = await revisionRows(db, courseId)
    .orderBy('version', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { revisions, count: Number(count) };
}

/** One revision with the text before it; undefined when there is none of that number. */
export async function findCourseRevision(
  db: Db,
  courseId: Id,
  version: number,
): Promise<{ revision: CourseRevision; text: CourseText; before: CourseText | null } | undefined> {
  const rows = await revisionRows(db, courseId)
    .select('text')
    .where('version', 'in', [version, version - 1])
    .orderBy('version', 'desc')
    .execute();
  const [row, earlier] = rows;
  if (row?.version !== version) return undefined;
  const { text, ...revision } = row;
  return {
    revision,
    text: readCourseText(text),
    before: earlier ? readCourseText(earlier.text) : null,
  };
}

function revisionRows(db: Db, courseId: Id) {
  return db
    .selectFrom('course_revisions')
    .leftJoin('people', 'people.id', 'by_person_id')
    .select(['version', 'summary', 'restored_version as restoredVersion', 'at', 'people.name as byName'])
    .where('course_id', '=', courseId);
}
