import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { readCourseText } from './course.ts';
import { requireCourseWriter } from './course-policy.ts';
import { changeText } from './write-course.ts';

/** Brings an earlier text of a course back as a new revision; the texts between are kept. */
export const restoreCourse = defineAction({
  name: 'restore-course',
  input: z.strictObject({ courseId: id, version, revision: version }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async (work): Promise<{ version: number }> => {
    const { courseId, version: madeOf, revision } = work.input;
    const kept = await work.tx
      .selectFrom('course_revisions')
      .select('text')
      .where('course_id', '=', courseId)
      .where('version', '=', revision)
      .executeTakeFirst();
    if (!kept) throw notFound('revision', String(revision));
    const text = readCourseText(kept.text);
    return changeText(work, madeOf, { courseId, text, summary: '', restoredVersion: revision });
  },
});
