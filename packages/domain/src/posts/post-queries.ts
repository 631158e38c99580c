import { sql } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { shownPicture, type PictureType, type ShownPicture } from '../pictures/picture.ts';
import { plainExcerpt } from '../text/markdown.ts';
import type { PostKind } from './post.ts';

/** The picture that a post begins with. */
export interface LeadPicture extends ShownPicture {
  readonly id: Id;
  /** Empty: only decoration. */
  readonly alt: string;
  readonly type: PictureType;
  /** Bytes. */
  readonly size: number;
}

export interface PostSummary {
  readonly id: Id;
  readonly slug: string;
  readonly kind: PostKind;
  readonly title: string;
  readonly authorName: string;
  readonly publishedAt: Timestamp | null;
  /** When a draft publishes itself. */
  readonly publishAt: Timestamp | null;
  readonly updatedAt: Timestamp;
  readonly event: { readonly slug: string; readonly name: string; readonly zone: string } | null;
  readonly tags: readonly string[];
  readonly excerpt: string;
  readonly lead: LeadPicture | null;
}

export interface Post extends PostSummary {
  readonly body: string;
  readonly version: number;
  readonly eventId: Id | null;
}

export interface PostPage {
  readonly posts: readonly Post[];
  readonly count: number;
}

export interface PostFilter {
  readonly tag?: string;
  readonly eventId?: Id;
  /** `2015`, of the moment it was published, in UTC. */
  readonly year?: string;
  /** From 1. */
  readonly page?: number;
  readonly perPage?: number;
}

const PER_PAGE = 20;
const EXCERPT = 240;

/** Published posts, newest first. Three statements, whatever the filter. */
export async function publishedPosts(db: Db, filter: PostFilter = {}): Promise<PostPage> {
  const { tag, eventId, year, page = 1, perPage = PER_PAGE } = filter;
  let wanted = postRows(db).where('published_at', 'is not', null);
  if (eventId) wanted = wanted.where('posts.event_id', '=', eventId);
  if (year)
    wanted = wanted
      .where('published_at', '>=', `${year}-01-01`)
      .where('published_at', '<', `${Number(year) + 1}-01-01`);
  if (tag)
    wanted = wanted.where(
      'posts.id',
      'in',
      db.selectFrom('post_tags').select('post_id').where('tag', '=', tag),
    );
  const { count } = await wanted
    .clearSelect()
    .select((p) => p.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await wanted
    .orderBy('published_at', 'desc')
    .orderBy('posts.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { posts: await withTags(db, rows), count };
}

/** A post by its address, drafts too: whether the asker may see one is the caller's to say. */
export async function findPost(db: Db, slug: string): Promise<Post | undefined> {
  const rows = await postRows(db).where('posts.slug', '=', slug).execute();
  return (await withTags(db, rows))[0];
}

/** Drafts that an organiser of these events, or the site's owner, has to finish; newest first. */
export async function drafts(
  db: Db,
  { eventIds, siteOwner }: { eventIds: readonly Id[]; siteOwner: boolean },
): Promise<readonly Post[]> {
  if (eventIds.length === 0 && !siteOwner) return [];
  let wanted = postRows(db).where('published_at', 'is', null);
  if (!siteOwner) wanted = wanted.where('posts.event_id', 'in', [...eventIds]);
  return withTags(db, await wanted.orderBy('posts.id', 'desc').execute());
}

/** What is written about an event, drafts too, the newest first: for its organisers. */
export function postsAbout(
  db: Db,
  eventId: Id,
): Promise<Pick<PostSummary, 'slug' | 'title' | 'kind' | 'publishedAt' | 'publishAt'>[]> {
  return db
    .selectFrom('posts')
    .select(['slug', 'title', 'kind', 'published_at as publishedAt', 'publish_at as publishAt'])
    .where('event_id', '=', eventId)
    .orderBy('id', 'desc')
    .execute();
}

/** All tags of published posts with how often, by name. */
export function tagCounts(db: Db): Promise<{ tag: string; count: number }[]> {
  return db
    .selectFrom('post_tags')
    .innerJoin('posts', 'posts.id', 'post_tags.post_id')
    .select((p) => ['tag', p.fn.countAll<number>().as('count')])
    .where('published_at', 'is not', null)
    .groupBy('tag')
    .orderBy('tag')
    .execute();
}

/** The years in which something was published with how much, the latest first. */
export function yearCounts(db: Db): Promise<{ year: string; count: number }[]> {
  return db
    .selectFrom('posts')
    .select((p) => [sql<string>`substr(published_at, 1, 4)`.as('year'), p.fn.countAll<number>().as('count')])
    .where('published_at', 'is not', null)
    .groupBy(sql`substr(published_at, 1, 4)`)
    .orderBy('year', 'desc')
    .execute();
}

function postRows(db: Db) {
  return db
    .selectFrom('posts')
    .leftJoin('events', (join) =>
      join.onRef('events.id', '=', 'posts.event_id').on('events.announced_at', 'is not', null),
    )
    .leftJoin('pictures', 'pictures.id', 'posts.lead_picture_id')
    .select([
      'posts.id',
      'posts.slug',
      'posts.kind',
      'title',
      'body',
      'author_name',
      'published_at',
      'publish_at',
    ])
    .select(['updated_at', 'posts.version', 'posts.event_id'])
    .select(['events.slug as event_slug', 'events.name as event_name', 'events.zone as event_zone'])
    .select(['pictures.id as picture_id', 'width', 'height', 'pictures.type', 'size', 'lead_alt'])
    .select(['small_width', 'small_height']);
}

type Row = Awaited<ReturnType<ReturnType<typeof postRows>['execute']>>[number];

async function withTags(db: Db, rows: readonly Row[]): Promise<Post[]> {
  const ids = rows.map((row) => row.id);
  const tags =
    ids.length === 0
      ? []
      : await db
          .selectFrom('post_tags')
          .select(['post_id', 'tag'])
          .where('post_id', 'in', ids)
          .orderBy('tag')
          .execute();
  const byPost = Map.groupBy(tags, (row) => row.post_id);
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    kind: row.kind,
    title: row.title,
    authorName: row.author_name,
    publishedAt: row.published_at,
    publishAt: row.publish_at,
    updatedAt: row.updated_at,
    event:
      row.event_slug !== null && row.event_name !== null && row.event_zone !== null
        ? { slug: row.event_slug, name: row.event_name, zone: row.event_zone }
        : null,
    tags: (byPost.get(row.id) ?? []).map((one) => one.tag),
    excerpt: plainExcerpt(row.body, EXCERPT),
    lead: leadOf(row),
    body: row.body,
    version: row.version,
    eventId: row.event_id,
  }));
}

function leadOf(row: Row): LeadPicture | null {
  const { picture_id: id, width, height, type, size, lead_alt: alt } = row;
  if (id === null || width === null || height === null || type === null) return null;
  return { ...shownPicture({ ...row, id, width, height }), id, alt, type, size: Number(size) };
}
