import { z } from 'zod';
import { id, line, optionalLine, text, wholeNumber } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { slugWords } from '../kernel/slug-words.ts';
import { normaliseTags, TAG_LENGTH } from '../text/tags.ts';

const SLUG_LENGTH = 80;
const MOST_MODULES = 40;
const MOST_LINES = 30;
const LINE_LENGTH = 300;

/** A part of a course: what is taught in one go, and becomes one session of an edition. */
export interface CourseModule {
  /** Stays through changes of the course, so that editions know which of their sessions taught it. */
  readonly id: Id;
  readonly title: string;
  readonly minutes: number;
  /** What people can do afterwards. */
  readonly objectives: readonly string[];
  /** Markdown. */
  readonly description: string;
  readonly exercises: readonly string[];
}

/** Everything a course says at one moment, as its revisions keep it. */
export interface CourseText {
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  readonly audience: string;
  /** Markdown. */
  readonly prerequisites: string;
  readonly licence: string;
  readonly tags: readonly string[];
  readonly modules: readonly CourseModule[];
}

const lines = z.array(line(LINE_LENGTH)).max(MOST_LINES).default([]);

const moduleFields = z.strictObject({
  /** Of a module that the course has already; a new one gets its own. */
  id: id.optional(),
  title: line(120),
  minutes: wholeNumber(5, 600),
  objectives: lines,
  description: text(10_000),
  exercises: lines,
});

export const courseFields = {
  title: line(120),
  description: text(20_000),
  audience: optionalLine(500),
  prerequisites: text(5000),
  licence: optionalLine(100),
  tags: z
    .array(line(TAG_LENGTH))
    .max(50)
    .default([])
    .transform((tags) => normaliseTags(tags).toSorted()),
  modules: z.array(moduleFields).max(MOST_MODULES).default([]),
};

/** What the writer changed, in a few words. */
export const changeSummary = optionalLine(200);

type NewModule = z.output<typeof moduleFields>;

/** Modules as they are kept: those the course has had keep their ids, all others get one. */
export function keptModules(modules: readonly NewModule[], known: ReadonlySet<Id>): CourseModule[] {
  const taken = new Set<Id>();
  return modules.map(({ id: given, ...module }) => {
    const moduleId = given && known.has(given) && !taken.has(given) ? given : newId();
    taken.add(moduleId);
    return { id: moduleId, ...module };
  });
}

/** The part of a course's address that is made of its title; `course` when nothing of it can be used. */
export function slugOf(title: string): string {
  const slug = slugWords(title, SLUG_LENGTH);
  // The address of the form for a new course.
  return slug === 'new' || slug === '' ? 'course' : slug;
}

/** How long a course takes, in minutes. */
export function minutesOf(modules: readonly Pick<CourseModule, 'minutes'>[]): number {
  return modules.reduce((sum, module) => sum + module.minutes, 0);
}

/** A course as one text, so that two of them can be compared line by line. */
export function courseAsText(course: CourseText): string {
  const parts = [
    `# ${course.title}`,
    course.description,
    course.audience,
    course.prerequisites,
    course.licence,
    course.tags.join(', '),
    ...course.modules.map((module) =>
      [
        `## ${module.title} (${module.minutes} min)`,
        module.description,
        module.objectives.map((objective) => `- ${objective}`).join('\n'),
        module.exercises.map((exercise) => `- [ ] ${exercise}`).join('\n'),
      ]
        .filter(Boolean)
        .join('\n\n'),
    ),
  ];
  return parts.filter(Boolean).join('\n\n');
}

export function sameText(one: CourseText, other: CourseText): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

/** Modules as the database keeps them. */
export function readModules(json: string): CourseModule[] {
  return JSON.parse(json) as CourseModule[]; // written by write-course.ts only
}

export function readCourseText(json: string): CourseText {
  return JSON.parse(json) as CourseText; // written by write-course.ts only
}

/** The same keys in the same order, whatever made the object. */
function ordered({ title, description, audience, prerequisites, licence, tags, modules }: CourseText) {
  return {
    ...{ title, description, audience, prerequisites, licence, tags },
    modules: modules.map((module) => [
      ...[module.id, module.title, module.minutes, module.description],
      ...[module.objectives, module.exercises],
    ]),
  };
}
