import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { compareTexts, type ComparedLine } from '../text/compared-text.ts';
import { courseAsText, readModules, sameText, type CourseText } from './course.ts';

/** A text on its way into a course. */
export interface CourseWriting {
  readonly courseId: Id;
  readonly text: CourseText;
  readonly summary: string;
  readonly restoredVersion?: number;
}

type Writer = Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>;

/** What the second of two writers needs to decide: what would change if theirs was taken all the same. */
export interface StaleCourse {
  readonly version: number;
  readonly lines: readonly ComparedLine[];
}

/** Writes a course's text as the next revision, unless it says that already. Refused as stale when it is no longer at `version`. */
export async function changeText(
  work: Writer,
  version: number,
  writing: CourseWriting,
): Promise<{ version: number }> {
  const { tx, now, record } = work;
  const { courseId, text } = writing;
  const present = await presentCourse(tx, courseId);
  if (present.version !== version) throw staleCourse(present, text);
  if (sameText(present, text)) return { version };
  const changed = await tx
    .updateTable('courses')
    .set((course) => ({ ...columnsOf(text), updated_at: now, version: course('version', '+', 1) }))
    .where('id', '=', courseId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!changed) throw staleCourse(await presentCourse(tx, courseId), text);
  await writeRevision(work, changed.version, writing);
  record({ kind: 'course.changed', eventId: null, subjectId: courseId, audience: 'public' });
  return changed;
}

/** Keeps a course's text as it is from now on, and gives it its tags. */
export async function writeRevision(
  { tx, actor, now }: Writer,
  version: number,
  { courseId, text, summary, restoredVersion }: CourseWriting,
): Promise<void> {
  await tx.deleteFrom('course_tags').where('course_id', '=', courseId).execute();
  if (text.tags.length > 0)
    await tx
      .insertInto('course_tags')
      .values(text.tags.map((tag) => ({ tag, course_id: courseId })))
      .execute();
  await tx
    .insertInto('course_revisions')
    .values({
      ...{ course_id: courseId, version, summary, at: now, text: JSON.stringify(text) },
      restored_version: restoredVersion ?? null,
      by_person_id: actor.kind === 'person' ? actor.personId : null,
    })
    .execute();
}

/** A course's text as it is now. */
export async function presentCourse(
  tx: Transaction,
  courseId: Id,
): Promise<CourseText & { readonly version: number; readonly slug: string }> {
  const row = await tx.selectFrom('courses').selectAll().where('id', '=', courseId).executeTakeFirst();
  if (!row) throw notFound('course', courseId);
  const tags = await tx.selectFrom('course_tags').select('tag').where('course_id', '=', courseId).execute();
  const { title, description, audience, prerequisites, licence, version, slug } = row;
  return {
    ...{ title, description, audience, prerequisites, licence, version, slug },
    tags: tags.map((one) => one.tag).toSorted(),
    modules: readModules(row.modules),
  };
}

export function columnsOf({ title, description, audience, prerequisites, licence, modules }: CourseText) {
  return { title, description, audience, prerequisites, licence, modules: JSON.stringify(modules) };
}

function staleCourse(present: CourseText & { readonly version: number }, mine: CourseText): DomainError {
  const subject: StaleCourse = {
    version: present.version,
    lines: compareTexts(courseAsText(present), courseAsText(mine)),
  };
  return new DomainError('stale', `Somebody changed “${present.title}” after you opened it.`, { subject });
}
