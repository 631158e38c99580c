import { z } from 'zod';
import { line, link, optionalLine } from '../kernel/fields.ts';
import { foldedText } from '../text/fold.ts';
import { normaliseTags, TAG_LENGTH } from '../text/tags.ts';
import { excerptOf, pageBody } from '../wiki/page-text.ts';

const NOTE_LENGTH = 300;

/** What will be shown or worked on at an event. */
export const highlightNote = optionalLine(NOTE_LENGTH);

/** What a page says, beside its name. */
export const projectFields = {
  body: pageBody,
  code: link,
  skills: z
    .array(line(TAG_LENGTH))
    .max(50)
    .default([])
    .transform((skills) => normaliseTags(skills).toSorted()),
};

/** The text of a page at one moment, as its revisions keep it. */
export interface ProjectText {
  readonly name: string;
  readonly body: string;
  readonly code: string;
  readonly skills: readonly string[];
}

/** The columns that follow from a text. */
export function columnsOf({ name, body, code, skills }: ProjectText) {
  return {
    ...{ name, body, code },
    excerpt: excerptOf(body),
    search_text: foldedText([name, skills.join(' '), body].join('\n')),
  };
}

export function sameText(one: ProjectText, other: ProjectText): boolean {
  return (
    one.name === other.name &&
    one.body === other.body &&
    one.code === other.code &&
    one.skills.join('\n') === other.skills.join('\n')
  );
}

/** Skills as the database keeps them in a revision. */
export function readSkills(json: string): string[] {
  const skills: unknown = JSON.parse(json);
  return Array.isArray(skills) ? skills.filter((skill) => typeof skill === 'string') : [];
}
