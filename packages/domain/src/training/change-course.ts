import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { id, version } from '../kernel/fields.ts';
import { changeSummary, courseFields, keptModules } from './course.ts';
import { requireCourseWriter } from './course-policy.ts';
import { changeText, presentCourse } from './write-course.ts';

/**
 * Changes a course; the earlier text is kept, and editions made before stay as they were. Refused as stale
 * when somebody else was quicker, with what differs (`StaleCourse`) as the subject.
 */
export const changeCourse = defineAction({
  name: 'change-course',
  input: z.strictObject({ courseId: id, version, ...courseFields, summary: changeSummary }),
  allow: ({ tx, actor }) => requireCourseWriter(tx, actor),
  run: async (work): Promise<{ version: number; slug: string }> => {
    const { courseId, version: madeOf, summary, modules, ...rest } = work.input;
    const present = await presentCourse(work.tx, courseId);
    const known = new Set(present.modules.map((module) => module.id));
    const text = { ...rest, modules: keptModules(modules, known) };
    const saved = await changeText(work, madeOf, { courseId, text, summary });
    return { ...saved, slug: present.slug };
  },
});
