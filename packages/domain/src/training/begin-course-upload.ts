import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, wholeNumber } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { reserveUpload, uploadFields } from '../materials/begin-upload.ts';
import { bytesOfCourse } from './course-file-queries.ts';
import { lockCourse, requireCourseWriter } from './course-policy.ts';

/** Reserves room for a file in the course's quota, before its first byte comes. Sizes and limits are bytes. */
export const beginCourseUpload = defineAction({
  name: 'begin-course-upload',
  input: z.strictObject({
    courseId: id,
    ...uploadFields,
    courseLimit: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async (work): Promise<{ uploadId: Id; name: string }> => {
    const { courseId, courseLimit } = work.input;
    await lockCourse(work.tx, courseId);
    const used = await bytesOfCourse(work.tx, courseId);
    return reserveUpload(work, { course_id: courseId }, courseLimit - used);
  },
});
