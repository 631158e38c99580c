import type { Id } from '../kernel/ids.ts';
import { foldedName } from '../text/fold.ts';
import { markedLines } from './notes.ts';

/** Something that somebody is to do, as a line of the notes says it. */
export interface ActionItem {
  readonly what: string;
  /** null: nobody, or somebody who is not known here. */
  readonly ownerId: Id | null;
  readonly ownerName: string;
  /** A calendar date, `2026-12-01`. */
  readonly due: string | null;
  readonly done: boolean;
}

export interface Named {
  readonly id: Id;
  readonly name: string;
}

const ITEM = /^(\s*(?:[-*+]|\d+[.)])\s+)\[([ xX]?)\]\s+(\S.*)$/;
const ISO_DUE =
  /[([]?\b(?:due|by|until|bis|fällig)\b:?\s+(?:(?:on|am|zum)\s+)?(\d{4})-(\d{1,2})-(\d{1,2})[)\]]?/iu;
const DOTTED_DUE =
  /[([]?\b(?:due|by|until|bis|fällig)\b:?\s+(?:(?:on|am|zum)\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})[)\]]?/iu;
/** Not the @ of a mail address; a name begins with a letter. */
const MENTION = /(?<![\p{L}\p{N}._-])@(?=\p{L})/u;
/** How many words a name may have. */
const LONGEST_NAME = 5;

/** The lines of a text that are action items, in its order: to see whether any changed. */
export function itemLines(source: string): string[] {
  return markedLines(source)
    .filter(({ text, code }) => !code && ITEM.test(text))
    .map(({ text }) => text);
}

/**
 * The action items of a text: lines `- [ ] what @name due 2026-12-01`, the name and the date in any order or
 * left out. `@name` is whoever of `people` has that name, or alone has it as a first name; others are kept as text.
 */
export function readActionItems(source: string, people: readonly Named[]): ActionItem[] {
  return itemLines(source).map((one) => {
    const [, , box = '', said = ''] = ITEM.exec(one) ?? [];
    const { due, rest } = withoutDue(said);
    const { owner, what } = withoutOwner(rest, people);
    return {
      what: tidy(what),
      ownerId: owner?.id ?? null,
      ownerName: owner?.name ?? '',
      due,
      done: box.trim() !== '',
    };
  });
}

/** The text with the box of its item number `position` ticked or cleared; null when it has no such item. */
export function tickedText(source: string, position: number, done: boolean): string | null {
  let [seen, found] = [0, false];
  const lines = markedLines(source).map(({ text, code }) => {
    if (code || !ITEM.test(text) || seen++ !== position) return text;
    found = true;
    return text.replace(
      ITEM,
      (_, start: string, __, said: string) => `${start}[${done ? 'x' : ' '}] ${said}`,
    );
  });
  return found ? lines.join('\n') : null;
}

function withoutDue(said: string): { due: string | null; rest: string } {
  for (const [pattern, order] of [
    [ISO_DUE, [1, 2, 3]],
    [DOTTED_DUE, [3, 2, 1]],
  ] as const) {
    const match = pattern.exec(said);
    const [year, month, day] = order.map((part) => Number(match?.[part]));
    const due = match && dateOf(year, month, day);
    if (due)
      return { due, rest: `${said.slice(0, match.index)} ${said.slice(match.index + match[0].length)}` };
  }
  return { due: null, rest: said };
}

/** null: no such day. */
function dateOf(year = 0, month = 0, day = 0): string | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function withoutOwner(
  said: string,
  people: readonly Named[],
): { owner: { id: Id | null; name: string } | null; what: string } {
  const at = MENTION.exec(said);
  if (!at) return { owner: null, what: said };
  const words = [...said.slice(at.index + 1).matchAll(/[^\s,;:()[\]]+/gu)].slice(0, LONGEST_NAME);
  const rest = (end: number): string => `${said.slice(0, at.index)} ${said.slice(at.index + 1 + end)}`;
  for (let count = words.length; count > 0; count--) {
    const end = endOf(words[count - 1]);
    const person = personNamed(said.slice(at.index + 1, at.index + 1 + end), people);
    if (person) return { owner: person, what: rest(end) };
  }
  // Somebody unknown: as many words as are written like a name.
  const strange = words.findIndex(([word], index) => index > 0 && !/^\p{Lu}/u.test(word));
  const end = endOf(words[(strange === -1 ? words.length : strange) - 1]);
  return { owner: { id: null, name: tidy(said.slice(at.index + 1, at.index + 1 + end)) }, what: rest(end) };
}

function endOf(word: RegExpExecArray | undefined): number {
  return word ? word.index + word[0].length : 0;
}

function personNamed(name: string, people: readonly Named[]): Named | undefined {
  const folded = foldedName(name);
  if (folded === '') return undefined;
  const whole = people.filter((one) => foldedName(one.name) === folded);
  if (whole.length > 0) return whole.length === 1 ? whole[0] : undefined;
  const first = people.filter((one) => foldedName(one.name).split(' ')[0] === folded);
  return first.length === 1 ? first[0] : undefined;
}

function tidy(said: string): string {
  return said
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '')
    .replace(/\s+([.,;:!?])/g, '$1');
}
