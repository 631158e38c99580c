import { difference, type Run } from './difference.ts';

/** A piece of a line; `changed` where a reader should look. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** A line of two compared texts, or the number of lines left out because both have them. */
export type ComparedLine =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'left-out'; readonly count: number };

/** Lines shown around a change, so that one knows where it is. */
const CONTEXT = 3;
/** Longer passages were rewritten: which words stayed says nothing, and takes long to find out. */
const LONGEST_COMPARED_BY_WORDS = 20_000;
const MOSTLY_ALIKE = 0.4;

/** Two texts as people compare them: line by line, in changed lines word by word, with what both share left out. */
export function compareTexts(before: string, after: string): ComparedLine[] {
  const runs = difference(linesOf(before), linesOf(after));
  return runs.flatMap((run, index): ComparedLine[] => {
    const [previous, next] = [runs[index - 1], runs[index + 1]];
    if (run.kind === 'same') return withContext(run.items, index > 0, next !== undefined);
    if (run.kind === 'removed' && next?.kind === 'added') return comparedByWords(run, next);
    if (run.kind === 'added' && previous?.kind === 'removed') return []; // shown with what it replaces
    return run.items.map((text) => ({ kind: run.kind, pieces: [{ text, changed: false }] }));
  });
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function withContext(lines: readonly string[], above: boolean, below: boolean): ComparedLine[] {
  const [first, last] = [above ? CONTEXT : 0, below ? CONTEXT : 0];
  const show = (text: string): ComparedLine => ({ kind: 'same', pieces: [{ text, changed: false }] });
  // A note in the place of a single line would be longer than the line.
  if (lines.length <= first + last + 1) return lines.map(show);
  return [
    ...lines.slice(0, first).map(show),
    { kind: 'left-out', count: lines.length - first - last },
    ...lines.slice(lines.length - last).map(show),
  ];
}

function comparedByWords(removed: Run, added: Run): ComparedLine[] {
  const [before, after] = [removed.items.join('\n'), added.items.join('\n')];
  const whole = ({ kind, items }: Run): ComparedLine[] =>
    items.map((text) => ({
      kind: kind === 'added' ? 'added' : 'removed',
      pieces: [{ text, changed: false }],
    }));
  if (before.length + after.length > LONGEST_COMPARED_BY_WORDS) return [...whole(removed), ...whole(added)];
  const words = difference(wordsOf(before), wordsOf(after));
  const shared = words.reduce((sum, run) => sum + (run.kind === 'same' ? run.items.join('').length : 0), 0);
  if (shared < MOSTLY_ALIKE * Math.max(before.length, after.length))
    return [...whole(removed), ...whole(added)];
  return [...linesFrom(words, 'removed'), ...linesFrom(words, 'added')];
}

function wordsOf(text: string): string[] {
  return text.match(/\n|[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** One side's lines, put together again from its words. */
function linesFrom(runs: readonly Run[], side: 'removed' | 'added'): ComparedLine[] {
  const lines: Piece[][] = [[]];
  for (const run of runs) {
    if (run.kind !== 'same' && run.kind !== side) continue;
    for (const [index, text] of run.items.join('').split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ text, changed: run.kind === side });
    }
  }
  return lines.map((pieces) => ({ kind: side, pieces }));
}
