import MarkdownIt, { type Token } from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { CHART, chartHtml } from './chart.ts';

/*
 * The one place where people's text becomes HTML. markdown-it escapes HTML and refuses dangerous
 * links; sanitize-html with an allow-list is still the last step, so that a mistake in the first
 * (or in one of its rules) cannot become script on a page.
 */

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });

// Headings skip no level on the way down, whatever they were written as: whoever listens to the page
// moves by them.
const DEEPEST_HEADING = 6;

markdown.core.ruler.push('fit_headings', (state) => {
  const firstHeading = Number(state.env['firstHeading']);
  const above: number[] = []; // levels as written, of the headings that the next one lies below
  for (const token of state.tokens) {
    if (token.type === 'heading_open') {
      const written = Number(token.tag.slice(1));
      while ((above.at(-1) ?? 0) >= written) above.pop();
      above.push(written);
    }
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(firstHeading + above.length - 1, DEEPEST_HEADING)}`;
  }
});

/**
 * One of this site (`pictures/picture.ts`); the address says how large it is, so that pages do not jump, and which smaller
 * version there is.
 */
const OWN_PICTURE =
  /^(?<name>\/pictures\/[0-9a-hjkmnp-tv-z]{26})-(?<width>\d{1,5})x(?<height>\d{1,5})(?:-(?<small>(?<side>\d{1,3})x\d{1,3}))?$/;
/** How wide a picture in a text is: as the text (`--measure`), or as the screen. */
const SIZES = 'auto, (min-width: 40rem) 38rem, 100vw';

// A picture from elsewhere would tell its server who reads the page: it becomes a link to itself.
markdown.renderer.rules.image = (tokens, index, options, env, renderer) => {
  const token = tokens[index];
  const address = String(token?.attrGet('src') ?? '');
  const { escapeHtml } = markdown.utils;
  const { width, height } = OWN_PICTURE.exec(address)?.groups ?? {};
  if (width) {
    const alt = escapeHtml(renderer.renderInlineAsText(token?.children ?? [], options, env));
    const origin: unknown = env?.['origin'];
    // Readers of feeds take what stands in `src`.
    const versions = origin === undefined ? versionsOf(address) : null;
    const srcset = versions === null ? '' : ` srcset="${versions}" sizes="${SIZES}"`;
    return `<img src="${origin ?? ''}${address}"${srcset} alt="${alt}" width="${width}" height="${height}" loading="lazy" />`;
  }
  return `<a href="${escapeHtml(address)}">${escapeHtml(token?.content || address)}</a>`;
};

/** What a browser chooses from; null: there is nothing to choose. */
function versionsOf(address: string): string | null {
  const { name, width, small, side } = OWN_PICTURE.exec(address)?.groups ?? {};
  return small ? `${name}-${small} ${side}w, ${address} ${width}w` : null;
}

const { fence: shownAsWritten } = markdown.renderer.rules;
markdown.renderer.rules.fence = (tokens, index, options, env, renderer) => {
  const { info = '', content = '' } = tokens[index] ?? {};
  const drawn = info.trim() === CHART ? chartHtml(content) : null;
  return drawn ?? shownAsWritten?.(tokens, index, options, env, renderer) ?? '';
};

/** Where `[[Name]]` leads. */
export interface PageLink {
  readonly href: string;
  /** Nobody has written that page: the link is marked, and `title` says so. */
  readonly missing?: { readonly title: string };
}

/** Finds the page that a text names; null: it stays text. */
export type FindPage = (name: string) => PageLink | null;

// [[Name]] or [[Name|other words]], as wikis write it; only in texts whose caller knows the pages.
const PAGE_LINK = /^\[\[([^[\]|\n]{1,120})(?:\|([^[\]|\n]{1,120}))?\]\]/;
const LONGEST_PAGE_LINK = 250;

markdown.inline.ruler.before('link', 'page_link', (state, silent) => {
  const findPage: unknown = state.env['findPage'];
  if (typeof findPage !== 'function' || !state.src.startsWith('[[', state.pos)) return false;
  const written = PAGE_LINK.exec(state.src.slice(state.pos, state.pos + LONGEST_PAGE_LINK));
  const name = written?.[1]?.trim();
  if (!written || !name) return false;
  if (!silent) {
    const page = (findPage as FindPage)(name); // Placed says so
    if (page) {
      const token = state.push('link_open', 'a', 1);
      token.attrs = [['href', page.href]];
      if (page.missing) token.attrs.push(['class', 'missing'], ['title', page.missing.title]);
    }
    state.push('text', '', 0).content = (written[2] ?? name).trim();
    if (page) state.push('link_close', 'a', -1);
  }
  state.pos += written[0].length;
  return true;
});

/** Where a text stands on its page: the level of its first heading. And what its names of pages mean, if anything. */
interface Placed {
  readonly firstHeading?: 2 | 3;
  readonly findPage?: FindPage;
  /** Where it is read elsewhere than on this site: what its paths begin with, `https://events.example.org`. */
  readonly origin?: string;
}

/** Most texts sit below a page's own h1 and h2. */
const BELOW_SECTIONS = { firstHeading: 3 } as const;

const LINK_REL = 'nofollow noopener';

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'em', 'strong', 's', 'a'],
    ...['img', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'progress'],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    ol: ['start'],
    img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'loading'],
    th: ['scope'],
    progress: ['max', 'value', 'aria-hidden'],
  },
  allowedClasses: { a: ['missing'], table: ['chart'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  exclusiveFilter: notOurPicture(''),
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: LINK_REL }) },
};

/** Markdown as HTML that is safe to put into a page: no script, no styles, no pictures but the site's own, only http, https and mailto links. */
export function renderMarkdown(source: string, placed: Placed = {}): string {
  const { origin } = placed;
  const html = markdown.render(source, { ...BELOW_SECTIONS, ...placed });
  return sanitizeHtml(html, origin === undefined ? ALLOWED : readElsewhere(origin));
}

function readElsewhere(origin: string): sanitizeHtml.IOptions {
  return { ...ALLOWED, transformTags: leadingTo(origin), exclusiveFilter: notOurPicture(origin) };
}

function notOurPicture(origin: string): (frame: sanitizeHtml.IFrame) => boolean {
  return ({ tag, attribs: { src = '', srcset } }) =>
    tag === 'img' &&
    !(
      src.startsWith(origin) &&
      OWN_PICTURE.test(src.slice(origin.length)) &&
      (srcset === undefined || srcset === versionsOf(src))
    );
}

/** Links of our own with the whole address. */
function leadingTo(origin: string): NonNullable<sanitizeHtml.IOptions['transformTags']> {
  return {
    a: (tagName, attribs) => {
      const { href = '' } = attribs;
      return {
        tagName,
        attribs: { ...attribs, ...(/^\/(?!\/)/.test(href) && { href: origin + href }), rel: LINK_REL },
      };
    },
  };
}

/** The pages that a text names with `[[Name]]`, each once; what stands in code names none. */
export function pageNamesIn(source: string): string[] {
  const names = new Set<string>();
  const findPage: FindPage = (name) => {
    names.add(name);
    return null;
  };
  markdown.parse(source, { ...BELOW_SECTIONS, findPage });
  return [...names];
}

/**
 * The words of some Markdown in one line, at most `max` characters, cut between words; without its headings and
 * tables, unless it has nothing else. Plain text, not HTML.
 */
export function plainExcerpt(source: string, max: number, findPage?: FindPage): string {
  const words = (plainText(source, findPage, false).trim() || plainText(source, findPage, true))
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (words.length <= max) return words;
  const cut = words.slice(0, max - 1);
  const space = cut.lastIndexOf(' ');
  // A single word that fills the line is cut inside, but never through a surrogate pair.
  const kept = space > max / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '');
  return `${kept}…`;
}

function plainText(source: string, findPage: FindPage | undefined, all: boolean): string {
  const blocks = markdown.parse(source, { ...BELOW_SECTIONS, findPage });
  let inTable = false; // in one line, the cells of a table say nothing
  return blocks
    .filter((block, n) => {
      if (block.type === 'table_open' || block.type === 'table_close') inTable = block.type === 'table_open';
      const isTable = inTable || (block.type === 'fence' && block.info.trim() === CHART);
      return all || (!isTable && blocks[n - 1]?.type !== 'heading_open');
    })
    .flatMap((block) => (block.type === 'inline' ? [block.children ?? []] : [[block]]))
    .map((tokens) => tokens.map(wordsOf).join(''))
    .join(' ');
}

function wordsOf(token: Token): string {
  if (token.type.endsWith('break')) return ' ';
  // What a picture shows is no part of the sentence it stands in.
  return token.type === 'image' && OWN_PICTURE.test(String(token.attrGet('src'))) ? '' : token.content;
}
