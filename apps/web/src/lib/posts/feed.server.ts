import { error } from '@sveltejs/kit';
import { Feed } from 'feed';
import { pictureMarkdown } from '@plenary/domain/pictures/picture.ts';
import type { LeadPicture, Post } from '@plenary/domain/posts/post-queries.ts';
import { renderMarkdown } from '@plenary/domain/text/markdown.ts';
import { m } from '#lib/paraglide/messages.js';

/** How many posts a feed holds: readers look every hour, and keep what they have seen. */
export const FEED_POSTS = 30;

const TYPES = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const;

interface Wanted {
  readonly title: string;
  /** The page that the feed follows. */
  readonly page: string;
  readonly posts: readonly Post[];
}

/** Posts as RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1. A post's id is the address it was published under. */
export function feedAnswer(origin: string, format: string, { title, page, posts }: Wanted): Response {
  if (!Object.hasOwn(TYPES, format)) error(404, m.error_not_found());
  const kind = format as keyof typeof TYPES; // the line above made sure
  const feed = new Feed({
    title,
    id: page,
    link: page,
    copyright: '',
    generator: 'Plenary',
    updated: new Date(posts[0]?.updatedAt ?? 0),
    feedLinks: { rss: `${page}/feed.rss`, atom: `${page}/feed.atom`, json: `${page}/feed.json` },
  });
  for (const post of posts) {
    const link = `${origin}/posts/${post.slug}`;
    feed.addItem({
      title: post.title,
      id: link,
      link,
      description: post.excerpt,
      content: renderMarkdown(withLead(post), { origin }),
      ...(post.lead && { image: leadOf(post.lead, origin) }),
      // Atom wants somebody to have written it (RFC 4287, 4.1.2): else the site has.
      author: [{ name: post.authorName || new URL(origin).host }],
      category: post.tags.map((tag) => ({ name: tag, term: tag })),
      date: new Date(post.updatedAt),
      published: new Date(post.publishedAt ?? post.updatedAt),
    });
  }
  const body = { rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[kind]();
  return new Response(body, {
    headers: { 'content-type': TYPES[kind], 'cache-control': 'public, max-age=300' },
  });
}

/** Most readers of feeds show what stands in the text, and no enclosure. */
function withLead({ lead, body }: Post): string {
  return lead ? `${pictureMarkdown(lead)}\n\n${body}` : body;
}

function leadOf({ address, type, size }: LeadPicture, origin: string) {
  return { url: `${origin}${address}`, type, length: size };
}
