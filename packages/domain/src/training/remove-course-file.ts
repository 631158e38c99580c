import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { courseFile } from './course-file-queries.ts';
import { requireCourseWriter } from './course-policy.ts';

/** Removes a file of a course for good, also from editions of it. */
export const removeCourseFile = defineAction({
  name: 'remove-course-file',
  input: z.strictObject({ courseId: id, fileId: id }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async ({ tx, input, record }): Promise<null> => {
    const { id: fileId } = await courseFile(tx, input.courseId, input.fileId);
    await tx.deleteFrom('course_files').where('id', '=', fileId).execute();
    record({ kind: 'course.file-removed', eventId: null, subjectId: input.courseId, audience: 'public' });
    return null;
  },
});
