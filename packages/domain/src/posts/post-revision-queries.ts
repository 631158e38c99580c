import type { Db } from '../database/db.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';

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

/** One text with the one before it; undefined when there is none of that number. */
export async function findPostRevision(db: Db, postId: Id, version: number) {
  const rows = await revisionRows(db, postId)
    .select('body')
    .where('post_revisions.version', 'in', [version, version - 1])
    .orderBy('post_revisions.version', 'desc')
    .execute();
  const [revision, before] = rows.map((row) => ({ ...revisionOf(row), body: row.body }));
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
  return { version, title, tags: JSON.parse(tags) as string[], at, byName }; // written by writeRevision
}
