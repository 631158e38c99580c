import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { changeSummary, courseFields, keptModules, slugOf } from './course.ts';
import { requireCourseWriter } from './course-policy.ts';
import { columnsOf, writeRevision } from './write-course.ts';

/** How often an address may be taken by somebody else between looking and taking it. */
const TRIES = 5;

/** Begins a course. A title is enough; modules come when they come. */
export const createCourse = defineAction({
  name: 'create-course',
  input: z.strictObject({ ...courseFields, summary: changeSummary }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async (work): Promise<{ courseId: Id; slug: string }> => {
    const { tx, input, now, record } = work;
    const { summary, modules, ...rest } = input;
    const text = { ...rest, modules: keptModules(modules, new Set()) };
    const courseId = newId();
    const columns = { id: courseId, ...columnsOf(text), created_at: now, updated_at: now };
    const slug = await insertCourse(tx, columns, slugOf(text.title));
    await writeRevision(work, 1, { courseId, text, summary });
    record({ kind: 'course.created', eventId: null, subjectId: courseId, audience: 'public' });
    return { courseId, slug };
  },
});

type Columns = ReturnType<typeof columnsOf> & { id: Id; created_at: string; updated_at: string };

async function insertCourse(tx: Transaction, columns: Columns, wanted: string): Promise<string> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const like = await tx.selectFrom('courses').select('slug').where('slug', 'like', `${wanted}%`).execute();
    const made = await tx
      .insertInto('courses')
      .values({ ...columns, slug: freeSlug(wanted, new Set(like.map((row) => row.slug))) })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('slug')
      .executeTakeFirst();
    if (made) return made.slug;
  }
  throw new Error(`no free address for a course named ${columns.title}`);
}
