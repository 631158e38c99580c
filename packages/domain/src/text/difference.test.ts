import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../testing/processor-time.ts';
import { compareTexts } from './compared-text.ts';
import { difference, matches } from './difference.ts';
import { mergeLines, mergeTexts } from './merge-texts.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 });
const manyLines = fc.array(fc.integer({ min: 0, max: 900 }).map(String), { minLength: 300, maxLength: 800 });

/** The length of the longest common subsequence, by the book: a table of all prefixes. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row: number[] = Array.from({ length: b.length + 1 }, () => 0);
  for (const item of a) {
    const next = [0];
    for (const [index, other] of b.entries())
      next.push(item === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

function sides(before: readonly string[], after: readonly string[]) {
  const runs = difference(before, after);
  const without = (kind: string) => runs.flatMap((run) => (run.kind === kind ? [] : run.items));
  return { before: without('added'), after: without('removed') };
}

describe('difference', () => {
  it('leads from the one to the other, whatever they are', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(sides(before, after)).toEqual({ before, after });
      }),
    );
    fc.assert(
      fc.property(manyLines, manyLines, (before, after) => {
        expect(sides(before, after)).toEqual({ before, after });
      }),
      { numRuns: 20 },
    );
  });

  it('keeps as much as can be kept', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const kept = matches(before, after).reduce((sum, match) => sum + match.length, 0);
        expect(kept).toBe(longestCommon(before, after));
      }),
    );
  });

  it('shows what was removed before what was added in its place', () => {
    expect(difference(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
      { kind: 'same', items: ['a'] },
      { kind: 'removed', items: ['b'] },
      { kind: 'added', items: ['x'] },
      { kind: 'same', items: ['c'] },
    ]);
    expect(difference([], [])).toEqual([]);
  });

  it('compares two texts of 50 kB that share nothing, also of single characters, without hanging', () => {
    const one = Array.from({ length: 25_000 }, (_, index) => String.fromCharCode(97 + ((index * 7) % 13)));
    const other = Array.from({ length: 25_000 }, (_, index) => String.fromCharCode(97 + ((index * 5) % 11)));
    const started = processorTime();
    expect(sides(one, other)).toEqual({ before: one, after: other });
    // The budget of the issue is 50 ms; a shared machine gets ten times as long before this counts as hanging.
    expect(processorTime() - started).toBeLessThan(500);
  });
});

describe('merging two texts made of one', () => {
  it('takes the change of the only one who made any', () => {
    fc.assert(
      fc.property(lines, lines, (base, changed) => {
        const only = mergeLines(base, changed, base);
        expect(only.flatMap((one) => (one.kind === 'agreed' ? one.lines : ['conflict']))).toEqual(changed);
        expect(mergeLines(base, base, changed)).toEqual(only);
        expect(mergeLines(base, changed, changed)).toEqual(only);
      }),
    );
  });

  it('loses nothing that either of them wrote', () => {
    fc.assert(
      fc.property(lines, lines, lines, (base, theirs, mine) => {
        const passages = mergeLines(base, theirs, mine);
        const count = (items: readonly string[], wanted: string) =>
          items.filter((one) => one === wanted).length;
        const merged = passages.flatMap((one) =>
          one.kind === 'agreed' ? one.lines : [...one.theirs, ...one.mine],
        );
        for (const side of [theirs, mine])
          for (const run of difference(base, side))
            if (run.kind === 'added')
              for (const line of run.items) expect(count(merged, line)).toBeGreaterThan(0);
      }),
    );
  });

  it('unites changes in different places and marks those in the same', () => {
    const base = 'Aim\n\nboot\n\nHelp\n\nnone';
    expect(mergeTexts(base, base.replace('boot', 'boot fast'), base.replace('none', 'testers'))).toEqual({
      text: 'Aim\n\nboot fast\n\nHelp\n\ntesters',
      conflicts: 0,
    });
    expect(mergeTexts(base, base.replace('boot', 'boot fast'), base.replace('boot', 'boot once'))).toEqual({
      text: 'Aim\n\n<<<<<<<\nboot fast\n=======\nboot once\n>>>>>>>\n\nHelp\n\nnone',
      conflicts: 1,
    });
  });
});

describe('compared texts', () => {
  it('show the words that changed, and leave out what both share', () => {
    const shared = Array.from({ length: 10 }, (_, index) => `line ${index}`).join('\n');
    expect(
      compareTexts(`${shared}\nwe boot slowly today`, `${shared}\nwe boot quickly today\nand often`),
    ).toEqual([
      { kind: 'left-out', count: 7 },
      ...[7, 8, 9].map((index) => ({
        kind: 'same',
        pieces: [{ text: `line ${index}`, changed: false }],
      })),
      {
        kind: 'removed',
        pieces: [
          { text: 'we boot ', changed: false },
          { text: 'slowly', changed: true },
          { text: ' today', changed: false },
        ],
      },
      {
        kind: 'added',
        pieces: [
          { text: 'we boot ', changed: false },
          { text: 'quickly', changed: true },
          { text: ' today', changed: false },
        ],
      },
      { kind: 'added', pieces: [{ text: 'and often', changed: true }] },
    ]);
    expect(compareTexts('', 'new')).toEqual([{ kind: 'added', pieces: [{ text: 'new', changed: false }] }]);
  });

  it('hold every line of both', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a b c', 'a c', 'x y', 'b', ' '), { minLength: 1 }), (before) => {
        const after = before.toReversed();
        const told = compareTexts(before.join('\n'), after.join('\n'));
        const side = (kind: 'removed' | 'added') =>
          told.flatMap((line) =>
            line.kind === 'left-out'
              ? Array.from({ length: line.count }, () => null)
              : line.kind === 'same' || line.kind === kind
                ? [line.pieces.map((piece) => piece.text).join('')]
                : [],
          );
        expect(side('removed').length).toBe(before.length);
        expect(side('added').length).toBe(after.length);
      }),
    );
  });
});
