import { matches } from './difference.ts';

/** Lines on which the two agree (or which only one of them touched), or both versions of a passage. */
export type Passage =
  | { readonly kind: 'agreed'; readonly lines: readonly string[] }
  | { readonly kind: 'conflict'; readonly theirs: readonly string[]; readonly mine: readonly string[] };

export interface MergedText {
  /** Every change of both; where they contradict each other, both versions between marks as git writes them. */
  readonly text: string;
  readonly conflicts: number;
}

/** Unites two texts that were made of the same one, line by line. Nothing that either of them wrote is lost. */
export function mergeTexts(base: string, theirs: string, mine: string): MergedText {
  const passages = mergeLines(base.split('\n'), theirs.split('\n'), mine.split('\n'));
  const lines = passages.flatMap((passage) =>
    passage.kind === 'agreed'
      ? passage.lines
      : ['<<<<<<<', ...passage.theirs, '=======', ...passage.mine, '>>>>>>>'],
  );
  return {
    text: lines.join('\n'),
    conflicts: passages.filter((passage) => passage.kind === 'conflict').length,
  };
}

/** The three-way merge of diff3: changes that touch each other in the base are one passage. */
export function mergeLines(
  base: readonly string[],
  theirs: readonly string[],
  mine: readonly string[],
): Passage[] {
  const passages: Passage[] = [];
  const agree = (lines: readonly string[]): void => {
    if (lines.length > 0) passages.push({ kind: 'agreed', lines });
  };
  let done = 0;
  for (const { from, to, changes } of touching([
    ...changesOf(base, theirs, 'theirs'),
    ...changesOf(base, mine, 'mine'),
  ])) {
    agree(base.slice(done, from));
    const as = (by: Change['by']): readonly string[] | null => applied(base, from, to, changes, by);
    const [their, my] = [as('theirs'), as('mine')];
    if (their && my && !alike(their, my)) passages.push({ kind: 'conflict', theirs: their, mine: my });
    else agree(their ?? my ?? []);
    done = to;
  }
  agree(base.slice(done));
  return passages;
}

/** The base's lines `from` up to `to` become `lines`. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  readonly by: 'theirs' | 'mine';
}

function changesOf(base: readonly string[], text: readonly string[], by: Change['by']): Change[] {
  const changes: Change[] = [];
  let [from, start] = [0, 0];
  const end = { before: base.length, after: text.length, length: 0 };
  for (const match of [...matches(base, text), end]) {
    if (match.before > from || match.after > start)
      changes.push({ from, to: match.before, lines: text.slice(start, match.after), by });
    [from, start] = [match.before + match.length, match.after + match.length];
  }
  return changes;
}

interface Group {
  from: number;
  to: number;
  changes: Change[];
}

function touching(changes: readonly Change[]): Group[] {
  const groups: Group[] = [];
  for (const change of changes.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const group = groups.at(-1);
    if (group && change.from <= group.to) {
      group.to = Math.max(group.to, change.to);
      group.changes.push(change);
    } else groups.push({ from: change.from, to: change.to, changes: [change] });
  }
  return groups;
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/** One side's version of the base's lines `from` up to `to`; null when that side left them alone. */
function applied(
  base: readonly string[],
  from: number,
  to: number,
  changes: readonly Change[],
  by: Change['by'],
): readonly string[] | null {
  const own = changes.filter((change) => change.by === by);
  if (own.length === 0) return null;
  const lines: string[] = [];
  let done = from;
  for (const change of own) {
    lines.push(...base.slice(done, change.from), ...change.lines);
    done = change.to;
  }
  return [...lines, ...base.slice(done, to)];
}
