import { line, optionalLine, text } from '../kernel/fields.ts';
import { slugWords } from '../kernel/slug-words.ts';
import { foldedName } from '../text/fold.ts';
import { plainExcerpt } from '../text/markdown.ts';

/*
 * What every page that people write together has, whether it is about a project or belongs to an event: a name that
 * others link to, a text, and a word about each change.
 */

const BODY_LENGTH = 100_000;
const NAME_LENGTH = 80;
const SUMMARY_LENGTH = 200;
const SLUG_LENGTH = 80;
const EXCERPT_LENGTH = 220;

export const pageName = line(NAME_LENGTH);
export const pageBody = text(BODY_LENGTH);
export const changeSummary = optionalLine(SUMMARY_LENGTH);

/** A name as links compare it: `[[live  patching]]` means "Live Patching". Empty when it has neither letters nor digits. */
export function nameKey(name: string): string {
  return foldedName(name);
}

/** The part of a page's address that is made of its name; `page` when nothing of it can be used. */
export function slugOf(name: string): string {
  const slug = slugWords(name, SLUG_LENGTH);
  // The address of the form for a new page.
  return slug === 'new' || slug === '' ? 'page' : slug;
}

/** How a text begins, for lists; names of other pages stand in it as words. */
export function excerptOf(body: string): string {
  return plainExcerpt(body, EXCERPT_LENGTH, () => null);
}
