import { z } from 'zod';
import { line, link, optionalLine, text } from '../kernel/fields.ts';
import { slugWords } from '../kernel/slug-words.ts';
import { foldedName, foldedText } from '../text/fold.ts';
import { plainExcerpt } from '../text/markdown.ts';
import { normaliseTags, TAG_LENGTH } from '../text/tags.ts';

export const BODY_LENGTH = 100_000;
const NAME_LENGTH = 80;
const SUMMARY_LENGTH = 200;
const NOTE_LENGTH = 300;
const SLUG_LENGTH = 80;
const EXCERPT_LENGTH = 220;

export const projectName = line(NAME_LENGTH);
export const changeSummary = optionalLine(SUMMARY_LENGTH);
/** What will be shown or worked on at an event. */
export const highlightNote = optionalLine(NOTE_LENGTH);

/** What a page says, beside its name. */
export const projectFields = {
  body: text(BODY_LENGTH),
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

/** A name as links compare it: `[[live  patching]]` means "Live Patching". Empty when it has neither letters nor digits. */
export function nameKey(name: string): string {
  return foldedName(name);
}

/** The part of a project's address that is made of its name; `page` when nothing of it can be used. */
export function slugOf(name: string): string {
  const slug = slugWords(name, SLUG_LENGTH);
  // The address of the form for a new page.
  return slug === 'new' || slug === '' ? 'page' : slug;
}

/** The columns that follow from a text. */
export function columnsOf({ name, body, code, skills }: ProjectText) {
  return {
    ...{ name, body, code },
    excerpt: plainExcerpt(body, EXCERPT_LENGTH, () => null),
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
