import type { Db } from '../database/db.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** A file that belongs to a course, and not to one time it was taught. */
export interface CourseFile {
  readonly id: Id;
  /** null: of the course as a whole. */
  readonly moduleId: Id | null;
  readonly title: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** A course's files in order. One statement. */
export async function courseFiles(db: Db, courseId: Id): Promise<CourseFile[]> {
  const rows = await fileRows(db).where('course_id', '=', courseId).execute();
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}

/** What the course hands to an edition of it, and which course that is; null for other events. Two statements. */
export async function filesForEdition(
  db: Db,
  eventId: Id,
): Promise<{ readonly slug: string; readonly title: string; readonly files: CourseFile[] } | null> {
  const course = await db
    .selectFrom('editions')
    .innerJoin('courses', 'courses.id', 'course_id')
    .select(['courses.id', 'slug', 'title'])
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  if (!course) return null;
  const { id, slug, title } = course;
  return { slug, title, files: await courseFiles(db, id) };
}

/** Courses that have files, by title. One statement. */
export async function coursesWithFiles(db: Db): Promise<{ slug: string; title: string; files: number }[]> {
  const rows = await db
    .selectFrom('course_files')
    .innerJoin('courses', 'courses.id', 'course_id')
    .select((f) => ['slug', 'courses.title', f.fn.countAll<number | string>().as('files')])
    .groupBy(['slug', 'courses.title'])
    .orderBy('courses.title')
    .execute();
  return rows.map((row) => ({ ...row, files: Number(row.files) }));
}

/** A file of this course; one of another is not found. One statement. */
export async function courseFile(db: Db, courseId: Id, fileId: Id): Promise<CourseFile> {
  const row = await fileRows(db)
    .where('course_id', '=', courseId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  if (!row) throw notFound('file', fileId);
  return { ...row, size: Number(row.size) };
}

/** A file of any course: everybody may read them. One statement. */
export async function fileOfAnyCourse(db: Db, fileId: Id): Promise<CourseFile | undefined> {
  const row = await fileRows(db).where('id', '=', fileId).executeTakeFirst();
  return row && { ...row, size: Number(row.size) };
}

/** How many bytes of its quota a course uses: its files, and what is on its way. Two statements. */
export async function bytesOfCourse(db: Db, courseId: Id): Promise<number> {
  let bytes = 0;
  for (const table of ['course_files', 'uploads'] as const) {
    const row = await db
      .selectFrom(table)
      .select((f) => f.fn.sum<number | string | null>('size').as('bytes'))
      .where('course_id', '=', courseId)
      .executeTakeFirst();
    bytes += Number(row?.bytes ?? 0);
  }
  return bytes;
}

function fileRows(db: Db) {
  return db
    .selectFrom('course_files')
    .select(['id', 'module_id as moduleId', 'title', 'name', 'type', 'size', 'sha256'])
    .orderBy('position')
    .orderBy('id');
}
