import { line, text } from '../kernel/fields.ts';
import { foldedName, foldedText } from '../text/fold.ts';

/** The longest text, in characters; what a session of a day needs many times over. */
export const NOTES_LENGTH = 200_000;
/** The longest update of the document that is taken at once, in bytes. */
export const UPDATE_BYTES = 450_000;
const SUMMARY_LENGTH = 200;

export const notesText = text(NOTES_LENGTH);
export const correctionSummary = line(SUMMARY_LENGTH);

const HEADING = /^\s{0,3}#{1,6}(\s|$)/;
const FENCE = /^\s{0,3}(```|~~~)/;
/** What the headings of decisions begin with, in the languages of the pages. */
const DECISIONS = ['decision', 'decided', 'entscheid', 'beschluss', 'beschluesse', 'beschlüsse'];

/** How many lines say something. Headings alone, as the template brings them, are no notes yet. */
export function linesSaid(source: string): number {
  return source.split('\n').filter((one) => one.trim() !== '' && !HEADING.test(one)).length;
}

/** The columns that follow from a text. */
export function columnsOf(source: string) {
  return { text: source, search_text: foldedText(source), lines: linesSaid(source) };
}

/** The lines of a Markdown text with whether they are code, where nothing means anything. */
export function markedLines(source: string): { text: string; code: boolean }[] {
  let code = false;
  return source.split('\n').map((one) => {
    const fence = FENCE.test(one);
    if (fence) code = !code;
    return { text: one, code: code || fence };
  });
}

/** What stands below the headings for decisions: each point of a list, or else each paragraph. Markdown. */
export function decisionsIn(source: string): string[] {
  const decisions: string[] = [];
  let [below, open] = [false, false];
  for (const { text: one, code } of markedLines(source)) {
    if (!code && HEADING.test(one)) {
      const title = foldedName(one.replace(/^\s*#+/, ''));
      below = DECISIONS.some((word) => title.startsWith(word));
      open = false;
    } else if (code) {
      open = false; // an example, not a decision
    } else if (below) {
      const point = /^\s{0,3}(?:[-*+]|\d+[.)])\s+(.*)$/.exec(one)?.[1];
      const said = (point ?? one).trim();
      if (said === '' || /^\[[ xX]?\]/.test(said)) open = false;
      else if (point === undefined && open) decisions.push(`${decisions.pop() ?? ''} ${said}`);
      else decisions.push(said);
      if (said !== '') open = true;
    }
  }
  return decisions;
}

/** The text as it is rendered: boxes of action items become signs, for Markdown has none. */
export function withSigns(source: string): string {
  return markedLines(source)
    .map(({ text: one, code }) =>
      code
        ? one
        : one.replace(
            /^(\s*(?:[-*+]|\d+[.)])\s+)\[([ xX]?)\](?=\s)/,
            (_, start: string, box: string) => `${start}${box.trim() ? '☑' : '☐'}`,
          ),
    )
    .join('\n');
}
