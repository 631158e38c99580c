import { Parser } from 'htmlparser2';

/** A piece of HTML: text, or an element with what it holds. */
export type HtmlNode = string | HtmlElement;

export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly HtmlNode[];
}

interface Open extends HtmlElement {
  readonly children: HtmlNode[];
}

/** What lies deeper hangs from the last element that is counted: no page is this deep, and whoever walks the tree recurses. */
const DEEPEST = 60;
/** The parser takes the longer for each element the deeper it lies; this deep is nothing but an attack. */
const ABSURD = 1000;
const PIECE = 1 << 14;

/**
 * HTML as a tree. Takes whatever is written; comments and processing instructions are left out. What is nested absurdly
 * is read without its markup.
 */
export function htmlTree(source: string): readonly HtmlNode[] {
  return read(source) ?? [source.replaceAll(/<[^<>]*>/g, ' ')];
}

function read(source: string): readonly HtmlNode[] | undefined {
  const root: Open = { name: '', attributes: {}, children: [] };
  const open = [root];
  let [depth, deepest] = [0, 0];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1;
      deepest = Math.max(deepest, depth);
      if (depth > DEEPEST) return;
      const element: Open = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    },
    ontext: (text) => void open.at(-1)?.children.push(text),
    onclosetag: () => {
      if (depth <= DEEPEST) open.pop();
      depth -= 1;
    },
  });
  for (let at = 0; at < source.length; at += PIECE) {
    parser.write(source.slice(at, at + PIECE));
    if (deepest > ABSURD) return undefined;
  }
  parser.end();
  return root.children;
}

/** The text of a node without any markup, as it is written. */
export function textOf(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}
