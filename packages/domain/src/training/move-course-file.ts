import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { courseFile, courseFiles } from './course-file-queries.ts';
import { lockCourse, requireCourseWriter } from './course-policy.ts';

/** Moves a file before the one above it, among those of its module or of the course; the first one stays where it is. */
export const moveCourseFile = defineAction({
  name: 'move-course-file',
  input: z.strictObject({ courseId: id, fileId: id }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async ({ tx, input, record }): Promise<null> => {
    const { courseId, fileId } = input;
    await lockCourse(tx, courseId);
    const { moduleId } = await courseFile(tx, courseId, fileId);
    const files = await courseFiles(tx, courseId);
    const from = files.findIndex((file) => file.id === fileId);
    const to = files.findLastIndex((file, index) => index < from && file.moduleId === moduleId);
    if (to >= 0) files.splice(to, 0, ...files.splice(from, 1));
    for (const [position, file] of files.entries())
      await tx.updateTable('course_files').set({ position }).where('id', '=', file.id).execute();
    record({ kind: 'course.file-moved', eventId: null, subjectId: courseId, audience: 'public' });
    return null;
  },
});
