import type { ListedItem } from './action-item-queries.ts';
import { decisionsIn, markedLines } from './notes.ts';

/** One session's part of the document. */
export interface NotesPart {
  readonly sessionId: string;
  readonly headline: string;
  readonly text: string;
}

/** What the document says around the notes, in the language of whoever asks for it. */
export interface DocumentWords {
  readonly title: string;
  readonly decisions: string;
  readonly actionItems: string;
  readonly notes: string;
  readonly due: string;
}

/**
 * Notes as one Markdown text, ready to mail: first what was decided and who does what, each with its session, then the
 * notes themselves below the headings of their sessions.
 */
export function notesDocument(
  parts: readonly NotesPart[],
  items: readonly ListedItem[],
  words: DocumentWords,
): string {
  const decisions = parts.flatMap(({ headline, text }) =>
    decisionsIn(text).map((decision) => `- ${decision} (${headline})`),
  );
  const tasks = parts.flatMap(({ sessionId, headline }) =>
    items
      .filter((item) => item.sessionId === sessionId)
      .map((item) => `${taskLine(item, words.due)} (${headline})`),
  );
  const blocks = [
    `# ${words.title}`,
    ...(decisions.length > 0 ? [`## ${words.decisions}`, decisions.join('\n')] : []),
    ...(tasks.length > 0 ? [`## ${words.actionItems}`, tasks.join('\n')] : []),
    ...(parts.length > 0 ? [`## ${words.notes}`] : []),
    ...parts.flatMap(({ headline, text }) => [`### ${headline}`, lowered(text.trim())]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function taskLine({ done, what, ownerName, due }: ListedItem, dueWord: string): string {
  return [`- [${done ? 'x' : ' '}] ${what}`, ownerName && `@${ownerName}`, due && `${dueWord} ${due}`]
    .filter(Boolean)
    .join(' ');
}

/** The text with its headings below those of the document: `#` becomes `####`. */
function lowered(text: string): string {
  return markedLines(text)
    .map(({ text: one, code }) =>
      code
        ? one
        : one.replace(
            /^(\s{0,3})(#{1,6})(?=\s)/,
            (_, start: string, marks: string) => start + '#'.repeat(Math.min(6, marks.length + 3)),
          ),
    )
    .join('\n');
}
