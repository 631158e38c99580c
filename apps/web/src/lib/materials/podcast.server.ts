import { error } from '@sveltejs/kit';
import { archive } from '@plenary/domain/materials/archive-queries.ts';
import type { Material } from '@plenary/domain/materials/material-queries.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Application } from '../../../server/compose.ts';
import { publicAddress } from './file-address.server.ts';
import { podcastWords } from './podcast-words.ts';
import { podcastFile, readPodcastName, type PodcastName } from './podcast-name.ts';
import { tag, type Content } from './xml.ts';

/** Apps read whole feeds; older recordings are in the archive. */
const MOST_ITEMS = 300;

interface Podcast {
  readonly title: string;
  readonly description: string;
  /** The page that the feed follows. */
  readonly page: string;
  readonly eventSlug?: string;
}

/**
 * Public recordings of one kind and quality, `audio` or `audio-small`, as RSS 2.0 with the tags that podcast apps ask
 * for.
 */
export async function podcast({ app }: App.Locals, called: string, feed: Podcast): Promise<Response> {
  const name = readPodcastName(called) ?? error(404, m.error_not_found());
  const { kind } = name;
  const { origin } = app.site;
  const { materials } = await archive(app.db, { kind, eventSlug: feed.eventSlug, perPage: MOST_ITEMS });
  const self = `${origin}${feed.page}/podcast-${called}.rss`;
  const title = `${feed.title} – ${podcastWords(name)}`;
  const channel: Content = [
    tag('title', title),
    tag('link', origin + feed.page),
    tag('description', feed.description),
    tag('language', getLocale()),
    tag('generator', 'Plenary'),
    tag('atom:link', [], { href: self, rel: 'self', type: 'application/rss+xml' }),
    tag('itunes:author', title),
    tag('itunes:explicit', 'false'),
    tag('itunes:category', [], { text: 'Technology' }),
    tag('itunes:image', [], { href: `${origin}/podcast-1400.png` }),
    ...materials.flatMap((material) => item(app, material, name)),
  ];
  const rss = tag('rss', [tag('channel', channel)], {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
    'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
  });
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${rss.xml}\n`, {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'private, no-cache' },
  });
}

function item(app: Application, material: Material, name: PodcastName) {
  const { origin } = app.site;
  const file = podcastFile(material.files, name);
  if (!file) return [];
  const words = material.files.filter((one) => one.type === 'text/vtt');
  const path = material.session ? `sessions/${material.session.id}` : 'materials';
  const page = `${origin}/${material.event.slug}/${path}#${material.id}`;
  const people = material.session?.leads.join(', ') ?? '';
  const about = [material.description, material.session?.headline, people].filter(Boolean).join('\n');
  return [
    tag('item', [
      tag('title', material.title),
      tag('link', page),
      // The material keeps its id when its title, its files or this site's address change.
      tag('guid', `plenary:${material.id}`, { isPermaLink: 'false' }),
      tag('pubDate', new Date(material.attachedAt).toUTCString()),
      tag('description', about || material.title),
      tag('enclosure', [], { url: publicAddress(app, file), length: String(file.size), type: file.type }),
      ...(file.duration === null ? [] : [tag('itunes:duration', String(file.duration))]),
      tag('itunes:explicit', 'false'),
      ...(people ? [tag('itunes:author', people)] : []),
      ...words.map((one) =>
        tag('podcast:transcript', [], { url: publicAddress(app, one), type: 'text/vtt' }),
      ),
    ]),
  ];
}
