import { Parser } from 'htmlparser2';
import { timestamp, type Timestamp } from '../kernel/clock.ts';
import { wrongField } from '../kernel/errors.ts';
import { htmlToMarkdown } from '../text/html-to-markdown.ts';
import { normaliseTags } from '../text/tags.ts';
import { oldAddress } from './old-address.ts';
import { BODY_LENGTH, POST_KINDS, TITLE_LENGTH, type PostKind } from './post.ts';

/** The most that is read of an export, in characters. */
export const LONGEST_EXPORT = 50_000_000;
export const MOST_IMPORTED = 5000;

/** A post of another blog as it would be kept here. */
export interface ForeignPost {
  /** What it is called there, for good. */
  readonly importedAs: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly kind: PostKind;
  readonly tags: readonly string[];
  readonly authorName: string;
  /** null: a draft. */
  readonly publishedAt: Timestamp | null;
  /** Its path there. */
  readonly address: string | null;
}

/** Why something in an export is no post for here. */
export type LeftOutReason =
  'page' | 'attachment' | 'other-kind' | 'trash' | 'no-title' | 'too-long' | 'too-many';

export interface WordPressExport {
  readonly posts: readonly ForeignPost[];
  readonly leftOut: readonly { readonly title: string; readonly reason: LeftOutReason }[];
}

interface Item {
  readonly fields: Map<string, string>;
  readonly terms: { readonly domain: string; readonly name: string }[];
}

/** Fields of an item that are read; others, comments above all, are many and not kept. */
const FIELDS = new Set([
  ...['title', 'link', 'pubDate', 'dc:creator', 'guid', 'content:encoded', 'category'],
  ...['wp:post_id', 'wp:post_date_gmt', 'wp:status', 'wp:post_type', 'wp:post_password'],
]);
const PIECE = 1 << 16;
/** Exports are five deep; the parser takes the longer the deeper it gets. */
const DEEPEST = 50;

/**
 * Reads a WordPress export (WXR 1.0 to 1.2: RSS 2.0 with elements of its own). Entities other than XML's own five and
 * numbers are not known, and a document type, which could define some, is refused; so is what is no export, broken off,
 * or longer than `LONGEST_EXPORT`. HTML becomes Markdown; control characters are dropped.
 */
export function readWxr(xml: string): WordPressExport {
  if (xml.length > LONGEST_EXPORT) throw refusedExport('too-large');
  const { items, authors } = itemsOf(xml);
  const posts: ForeignPost[] = [];
  const leftOut: WordPressExport['leftOut'][number][] = [];
  for (const item of items) {
    const read = readItem(item, authors);
    const reason = typeof read === 'string' ? read : posts.length < MOST_IMPORTED ? null : 'too-many';
    if (typeof read !== 'string' && reason === null) posts.push(read);
    else if (reason !== null) leftOut.push({ title: titleOf(item), reason });
  }
  return { posts, leftOut };
}

/** Why a file is no export that can be read. */
export function refusedExport(reason: 'not-an-export' | 'broken-off' | 'document-type' | 'too-large') {
  return wrongField('file', 'not-an-export', `This is no WordPress export: ${reason}.`, { reason });
}

/** The items of the one channel, in one pass; nothing but their fields is kept. */
function itemsOf(xml: string): { items: Item[]; authors: Map<string, string> } {
  const items: Item[] = [];
  const authors = new Map<string, string>();
  const path: string[] = [];
  let [item, text, whole, login]: [Item | null, string, boolean, string] = [null, '', false, ''];
  let domain = '';
  const parser = new Parser(
    {
      onprocessinginstruction: (name) => {
        if (name.toLowerCase() === '!doctype') throw refusedExport('document-type');
      },
      onopentag: (name, attributes) => {
        path.push(name);
        if ((path.length === 1 && name !== 'rss') || path.length > DEEPEST)
          throw refusedExport('not-an-export');
        if (name === 'item' && path.join(' ') === 'rss channel item') item = { fields: new Map(), terms: [] };
        text = '';
        domain = attributes['domain'] ?? '';
      },
      ontext: (piece) => {
        // Within an item only its fields; what else there is may be long.
        if (!item || (path.length === 4 && FIELDS.has(path[3] ?? ''))) text += piece;
      },
      onclosetag: (name, implied) => {
        const depth = path.length;
        path.pop();
        if (name === 'rss' && !implied) whole = true;
        if (name === 'wp:author_login') login = text.trim();
        if (name === 'wp:author_display_name') authors.set(login, text.trim());
        if (!item) return;
        if (name === 'item' && depth === 3) {
          items.push(item);
          item = null;
        } else if (name === 'category' && depth === 4) item.terms.push({ domain, name: text.trim() });
        else if (depth === 4 && FIELDS.has(name)) item.fields.set(name, text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < xml.length; at += PIECE) parser.write(xml.slice(at, at + PIECE));
  parser.end();
  if (!whole) throw refusedExport(items.length > 0 || item ? 'broken-off' : 'not-an-export');
  return { items, authors };
}

function readItem(item: Item, authors: ReadonlyMap<string, string>): ForeignPost | LeftOutReason {
  const field = (name: string) => item.fields.get(name)?.trim() ?? '';
  const type = field('wp:post_type');
  if (type === 'page' || type === 'attachment') return type;
  if (type !== 'post') return 'other-kind';
  const status = field('wp:status');
  if (status === 'trash' || status === 'auto-draft' || status === 'inherit') return 'trash';
  const title = titleOf(item);
  if (title === '') return 'no-title';
  const body = clean(htmlToMarkdown(withoutShortcodes(field('content:encoded'))), '\n').trim();
  if (body.length > BODY_LENGTH) return 'too-long';
  const names = item.terms
    .filter(({ domain }) => domain === 'post_tag' || domain === 'category')
    .map(({ name }) => clean(name, ' '));
  const tags = normaliseTags(names).filter((tag) => tag !== 'uncategorized');
  const link = field('link');
  return {
    importedAs: clean(field('guid') || `${link}#${field('wp:post_id')}`, ' ').slice(0, 1000),
    title,
    body,
    kind: POST_KINDS.find((kind) => tags.includes(kind) || tags.includes(`${kind}s`)) ?? 'article',
    tags,
    authorName: clean(authors.get(field('dc:creator')) ?? field('dc:creator'), ' ').slice(0, 120),
    // What a password kept from most stays with its writers.
    publishedAt: status === 'publish' && field('wp:post_password') === '' ? dateOf(item) : null,
    address: oldAddress(link),
  };
}

function titleOf(item: Item): string {
  const title = clean(item.fields.get('title') ?? '', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return [...title]
    .slice(0, TITLE_LENGTH - 2)
    .join('')
    .trim();
}

/** When it was published; null when neither date can be read. */
function dateOf(item: Item): Timestamp | null {
  const gmt = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(item.fields.get('wp:post_date_gmt')?.trim() ?? '');
  const epoch = Date.parse(
    gmt && !gmt[1]?.startsWith('0000') ? `${gmt[1]}T${gmt[2]}Z` : (item.fields.get('pubDate') ?? ''),
  );
  return Number.isNaN(epoch) ? null : timestamp(Temporal.Instant.fromEpochMilliseconds(epoch));
}

/** Text as our own fields would take it: control characters, direction overrides and halves of pairs are gone. */
function clean(text: string, lineBreak: '\n' | ' '): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?|\n/g, lineBreak)
      // eslint-disable-next-line no-control-regex -- naming them is the point
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}

/** `[caption …]words[/caption]` and its like lose their brackets; elsewhere they would be shown as they are. */
function withoutShortcodes(html: string): string {
  return html.replaceAll(/\[\/?(?:caption|gallery|embed|audio|video|playlist)\b[^\]]{0,2000}\]/g, '');
}
