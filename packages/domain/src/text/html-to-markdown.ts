import { escapeBeginning, escapeSigns, linkTarget } from './escape-markdown.ts';
import { htmlTree, textOf, type HtmlElement, type HtmlNode } from './html-tree.ts';

/*
 * HTML of other systems as Markdown that people go on editing. What Markdown cannot say loses its markup and keeps its
 * words; what could run is left out. The result is text like any other: renderMarkdown decides what becomes of it.
 */

const LEFT_OUT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'object',
  'embed',
  'form',
  'svg',
  'math',
  'head',
]);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const BLOCKS = new Set([
  ...[
    'p',
    'div',
    'section',
    'article',
    'header',
    'footer',
    'main',
    'aside',
    'figure',
    'figcaption',
    'address',
  ],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'table', 'hr', 'center', 'details', 'summary'],
  ...['body', 'html', 'nav', 'fieldset', 'tbody', 'thead', 'tr', 'td', 'th', 'caption', ...HEADINGS],
]);
const HARD_BREAK = '\\\n';

/** Markdown that says what a piece of HTML shows. An empty line in its text begins a paragraph, as in WordPress. */
export function htmlToMarkdown(html: string): string {
  return blocksOf(htmlTree(html)).join('\n\n');
}

/** Each block as the lines it takes; what stands between blocks is a paragraph. */
function blocksOf(nodes: readonly HtmlNode[]): string[] {
  const blocks: string[] = [];
  let between: HtmlNode[] = [];
  const endParagraph = () => {
    blocks.push(...paragraphsOf(between));
    between = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !hasBlock(node)) {
      between.push(node);
      continue;
    }
    endParagraph();
    blocks.push(...blockOf(node));
  }
  endParagraph();
  return blocks.filter((block) => block.trim() !== '');
}

function hasBlock(node: HtmlElement): boolean {
  return BLOCKS.has(node.name) || node.children.some((child) => typeof child !== 'string' && hasBlock(child));
}

function blockOf(node: HtmlElement): string[] {
  const { name, children } = node;
  if (LEFT_OUT.has(name)) return [];
  if (HEADINGS.has(name)) {
    const title = tidy(inline(children)).replaceAll(HARD_BREAK, ' ');
    return title ? [`${'#'.repeat(Number(name[1]))} ${title}`] : [];
  }
  if (name === 'hr') return ['---'];
  if (name === 'pre') return [fenced(children.map(textOf).join(''))];
  if (name === 'blockquote') return [prefixed(blocksOf(children), '> ', '> ')];
  if (name === 'ul' || name === 'ol') return [list(node)];
  if (name === 'table') return table(node);
  return blocksOf(children);
}

function paragraphsOf(nodes: readonly HtmlNode[]): string[] {
  const parts: HtmlNode[][] = [[]];
  for (const node of nodes) {
    if (typeof node !== 'string') parts.at(-1)?.push(node);
    else
      for (const [index, piece] of node.split(/\n[^\S\n]*\n\s*/).entries()) {
        if (index > 0) parts.push([]);
        parts.at(-1)?.push(piece);
      }
  }
  return parts.map((part) => tidy(inline(part))).filter(Boolean);
}

/** Some Markdown of a line, or of lines that are broken hard, as it can begin a block. */
function tidy(markdown: string): string {
  return markdown
    .split(HARD_BREAK)
    .map((one) => escapeBeginning(one.trim()))
    .join(HARD_BREAK)
    .replaceAll(/^(?:\\\n)+|(?:\\\n)+$/g, '');
}

function inline(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? escapeSigns(node) : inlineElement(node))).join('');
}

function inlineElement(node: HtmlElement): string {
  const { name, attributes, children } = node;
  if (LEFT_OUT.has(name)) return '';
  switch (name) {
    case 'br':
      return HARD_BREAK;
    case 'strong':
    case 'b':
      return marked(inline(children), '**');
    case 'em':
    case 'i':
      return marked(inline(children), '*');
    case 'del':
    case 's':
    case 'strike':
      return marked(inline(children), '~~');
    case 'code':
    case 'tt':
    case 'kbd':
      return code(children.map(textOf).join(''));
    case 'a':
      return link(inline(children), attributes['href']);
    case 'img':
      return picture(attributes);
    case 'iframe':
    case 'video':
    case 'audio':
      return link(escapeSigns(attributes['src'] ?? ''), attributes['src']);
    default:
      return inline(children);
  }
}

/** Marks the words and not the white space around them, which would unmake it. */
function marked(markdown: string, sign: string): string {
  const words = markdown.trim();
  if (words === '' || words.includes(HARD_BREAK)) return markdown;
  const [before = '', after = ''] = [/^\s*/.exec(markdown)?.[0], /\s*$/.exec(markdown)?.[0]];
  return `${before}${sign}${words}${sign}${after}`;
}

function code(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  if (words === '') return '';
  const fence = '`'.repeat(longestRun(words) + 1);
  const space = words.startsWith('`') || words.endsWith('`') ? ' ' : '';
  return `${fence}${space}${words}${space}${fence}`;
}

function link(words: string, href = ''): string {
  const shown = words.trim();
  if (shown === '' || shown.includes(HARD_BREAK) || !leadsSomewhere(href)) return words;
  return `[${shown}](${linkTarget(href.trim())})`;
}

function picture({ src = '', alt = '' }: Readonly<Record<string, string>>): string {
  return leadsSomewhere(src) ? `![${escapeSigns(alt).trim()}](${linkTarget(src.trim())})` : '';
}

/** http, https, mailto, or within a site; nothing that runs. */
function leadsSomewhere(address: string): boolean {
  return /^\s*(https?:\/\/|mailto:|\/|#)\S/i.test(address);
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text.replaceAll(/^\n|\s+$/g, '')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function prefixed(blocks: readonly string[], first: string, others: string): string {
  return blocks
    .join('\n\n')
    .split('\n')
    .map((one, index) => `${index === 0 ? first : others}${one}`.trimEnd())
    .join('\n');
}

function list({ name, attributes, children }: HtmlElement): string {
  const start = /^\d{1,6}$/.test(attributes['start'] ?? '') ? Number(attributes['start']) : 1;
  return children
    .filter((child) => typeof child !== 'string')
    .map((item, index) => {
      const sign = name === 'ol' ? `${start + index}. ` : '- ';
      return prefixed(blocksOf(item.name === 'li' ? item.children : [item]), sign, ' '.repeat(sign.length));
    })
    .join('\n');
}

/** A table whose first row is its head; one without rows is none. */
function table(node: HtmlElement): string[] {
  const rows = rowsOf(node).map((row) =>
    row.children
      .filter((cell) => typeof cell !== 'string')
      .map((cell) => inline(cell.children).replaceAll(HARD_BREAK, ' ').replaceAll(/\s+/g, ' ').trim()),
  );
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const [head, ...others] = rows;
  if (!head || columns === 0) return [];
  const line = (row: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, column) => row[column] ?? '').join(' | ')} |`;
  return [[line(head), `|${' --- |'.repeat(columns)}`, ...others.map(line)].join('\n')];
}

function rowsOf(node: HtmlElement): HtmlElement[] {
  return node.children
    .filter((child) => typeof child !== 'string')
    .flatMap((child) => (child.name === 'tr' ? [child] : child.name === 'table' ? [] : rowsOf(child)));
}
