import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { RevisionSummary } from '../wiki/revision.ts';
import type { PageText } from './page.ts';

export interface PageRevision extends RevisionSummary, PageText {}

const PER_PAGE = 50;

/** A page's changes, newest first. Two statements; no text is read. */
export async function pageHistory(
  db: Db,
  pageId: Id,
  { page = 1, perPage = PER_PAGE }: { page?: number; perPage?: number } = {},
): Promise<{ revisions: RevisionSummary[]; count: number }> {
  const { count } = await db
    .selectFrom('page_revisions')
    .select((r) => r.fn.countAll<number>().as('count'))
    .where('page_id', '=', pageId)
    .executeTakeFirstOrThrow();
  const revisions = await summaryRows(db, pageId)
    .orderBy('version', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { revisions, count };
}

/** One revision with the one before it; undefined when there is none of that number. */
export async function findPageRevision(
  db: Db,
  pageId: Id,
  version: number,
): Promise<{ revision: PageRevision; before: PageRevision | null } | undefined> {
  const [revision, before = null] = await summaryRows(db, pageId)
    .select(['page_revisions.name', 'body'])
    .where('version', 'in', [version, version - 1])
    .orderBy('version', 'desc')
    .execute();
  return revision?.version === version ? { revision, before } : undefined;
}

function summaryRows(db: Db, pageId: Id) {
  return db
    .selectFrom('page_revisions')
    .leftJoin('people', 'people.id', 'by_person_id')
    .select(['version', 'summary', 'restored_version as restoredVersion', 'at', 'people.name as byName'])
    .where('page_id', '=', pageId);
}
