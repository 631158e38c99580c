import { endingOf } from '@plenary/domain/materials/clean-file-name.ts';
import { isShownInPlace } from '@plenary/domain/materials/file-types.ts';
import type { CourseFile } from '@plenary/domain/training/course-file-queries.ts';
import { sizeInWords } from '#lib/materials/size-in-words.ts';

/** A course's file as pages show it. */
export interface CourseFileView {
  readonly id: string;
  readonly moduleId: string | null;
  readonly title: string;
  readonly href: string;
  /** PDF, 2.4 MB */
  readonly facts: string;
}

export function courseFileView({ id, moduleId, title, name, type, size }: CourseFile): CourseFileView {
  const path = `/files/courses/${id}/${encodeURIComponent(name)}`;
  return {
    ...{ id, moduleId, title },
    href: isShownInPlace(type) ? path : `${path}?download`,
    facts: `${endingOf(name).toUpperCase()}, ${sizeInWords(size)}`,
  };
}
