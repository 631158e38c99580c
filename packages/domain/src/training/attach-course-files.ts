import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, optionalLine } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { finishedUploads } from '../materials/attach-uploads.ts';
import { lockCourse, requireCourseWriter } from './course-policy.ts';
import { presentCourse } from './write-course.ts';

const MOST_FILES = 10;

/**
 * Puts files that have arrived behind those that a course has, or one of its modules. A single one gets the title;
 * several are called by their names.
 */
export const attachCourseFiles = defineAction({
  name: 'attach-course-files',
  input: z.strictObject({
    courseId: id,
    moduleId: id.nullable().default(null),
    title: optionalLine(200),
    uploads: z.array(id).max(MOST_FILES).default([]),
  }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async ({ tx, actor, input, now, record }): Promise<{ fileIds: Id[] }> => {
    const { courseId, moduleId, title } = input;
    await lockCourse(tx, courseId);
    const { modules } = await presentCourse(tx, courseId);
    if (moduleId !== null && !modules.some((module) => module.id === moduleId))
      throw wrongField('moduleId', 'not-a-choice', 'The course has no such module.');
    const files = await finishedUploads(tx, actor, courseId, input.uploads);
    if (files.length === 0) throw wrongField('uploads', 'required', 'Choose a file.');
    const { last } = await tx
      .selectFrom('course_files')
      .select((f) => f.fn.max<number | null>('position').as('last'))
      .where('course_id', '=', courseId)
      .executeTakeFirstOrThrow();
    const rows = files.map(({ sha256, type, name, size }, index) => ({
      ...{ id: newId(), course_id: courseId, module_id: moduleId, sha256, type, name, size },
      title: files.length === 1 && title !== '' ? title : name,
      position: (last ?? -1) + 1 + index,
      attached_at: now,
      attached_by: actor.kind === 'person' ? actor.personId : null,
    }));
    await tx.insertInto('course_files').values(rows).execute();
    const taken = files.map((file) => file.uploadId);
    await tx.deleteFrom('uploads').where('id', 'in', taken).execute();
    record({ kind: 'course.files-attached', eventId: null, subjectId: courseId, audience: 'public' });
    return { fileIds: rows.map((row) => row.id) };
  },
});
