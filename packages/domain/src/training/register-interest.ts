import { z } from 'zod';
import { requirePerson } from '../standing/standing.ts';
import { defineAction } from '../kernel/action.ts';
import { wrongField } from '../kernel/errors.ts';
import { id, line, optionalLine, text } from '../kernel/fields.ts';
import { presentCourse } from './write-course.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Says, or says anew, that one would come to a future class of a course: where, when, in which language. */
export const registerInterest = defineAction({
  name: 'register-interest',
  input: z.strictObject({
    courseId: id,
    place: line(120),
    /** `2026-05`; empty: any. */
    month: optionalLine(7).refine((value) => value === '' || MONTH.test(value), {
      params: { code: 'not-a-date' },
    }),
    /** BCP 47; empty: any. */
    language: optionalLine(35).refine((value) => value === '' || isLanguage(value), {
      params: { code: 'not-a-choice', choices: 'en, de, zh-Hans' },
    }),
    background: text(1000),
  }),
  allow: ({ actor }) => void requirePerson(actor),
  run: async ({ tx, actor, input, now, record }): Promise<void> => {
    const { courseId, place, month, language, background } = input;
    await presentCourse(tx, courseId);
    if (month !== '' && month < now.slice(0, 7))
      throw wrongField('month', 'in-the-past', `${month} is in the past.`);
    const said = { place, month, language, background, changed_at: now };
    await tx
      .insertInto('class_interests')
      .values({ course_id: courseId, person_id: requirePerson(actor), ...said, registered_at: now })
      .onConflict((conflict) => conflict.columns(['course_id', 'person_id']).doUpdateSet(said))
      .execute();
    record({ kind: 'class-interest.said', eventId: null, subjectId: courseId, audience: 'organisers' });
  },
});

/** Whether pages can call the language by its name: `Intl` throws for tags that only look like some. */
function isLanguage(tag: string): boolean {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag); // "nan" is one of them, and "NaN" is not
    return canonical === tag && new Intl.DisplayNames('en', { type: 'language' }).of(tag) !== undefined;
  } catch {
    return false;
  }
}
