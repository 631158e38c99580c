import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { shownPicture, type ShownPicture } from '../pictures/picture.ts';

/** The picture that a text began with. */
export interface LeadThen {
  readonly id: Id;
  /** Empty: only decoration. */
  readonly alt: string;
  /** null: it has been removed. */
  readonly shown: ShownPicture | null;
}

/** One of the texts a post has had. */
export interface PostRevision {
  readonly version: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly at: Timestamp;
  /** null: the product, or somebody who is gone. */
  readonly byName: string | null;
}

const PER_PAGE = 50;

/** A post's texts, newest first. Two statements; no text is read. */
export async function postHistory(
  db: Db,
  postId: Id,
  { page = 1, perPage = PER_PAGE }: { page?: number; perPage?: number } = {},
): Promise<{ revisions: PostRevision[]; count: number }> {
  const { count } = await db
    .selectFrom('post_revisions')
    .select((r) => r.fn.countAll<number | string>().as('count'))
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow();
  const rows = await revisionRows(db, postId)
    .orderBy('post_revisions.version', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { revisions: rows.map(revisionOf), count: Number(count) };
}

/**
 * One text with the one before it, and the pictures they began with: null when with none, undefined when that was not kept.
 * Undefined when there is no text of that number.
 */
export async function findPostRevision(db: Db, postId: Id, version: number) {
  const rows = await revisionRows(db, postId)
    .leftJoin('pictures', 'pictures.id', 'lead_picture_id')
    .select(['body', 'lead_picture_id', 'lead_alt', 'width', 'height', 'small_width', 'small_height'])
    .where('post_revisions.version', 'in', [version, version - 1])
    .orderBy('post_revisions.version', 'desc')
    .execute();
  const [revision, before] = rows.map((row) => ({ ...revisionOf(row), body: row.body, lead: leadOf(row) }));
  return revision?.version === version ? { revision, before: before ?? null } : undefined;
}

function revisionRows(db: Db, postId: Id) {
  return db
    .selectFrom('post_revisions')
    .leftJoin('people', 'people.id', 'by_person_id')
    .select(['post_revisions.version', 'title', 'tags', 'at', 'people.name as byName'])
    .where('post_id', '=', postId);
}

function revisionOf({
  version,
  title,
  tags,
  at,
  byName,
}: Omit<PostRevision, 'tags'> & { readonly tags: string }) {
  return { version, title, tags: readTags(tags), at, byName };
}

interface LeadRow {
  readonly lead_picture_id: Id | null;
  readonly lead_alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly small_width: number | null;
  readonly small_height: number | null;
}

function leadOf(row: LeadRow): LeadThen | null | undefined {
  const { lead_picture_id: id, lead_alt: alt, width, height } = row;
  if (alt === null) return undefined;
  if (id === null) return null;
  const shown = width === null || height === null ? null : shownPicture({ ...row, id, width, height });
  return { id, alt, shown };
}

/** The tags that a text had. */
export function readTags(tags: string): string[] {
  return JSON.parse(tags) as string[]; // written by writeRevision
}
