import type { Db } from '../database/db.ts';
import type { Id } from '../kernel/ids.ts';
import type { RevisionSummary } from '../wiki/revision.ts';
import { readSkills, type ProjectText } from './project.ts';

export interface Revision extends RevisionSummary, ProjectText {}

const PER_PAGE = 50;

/** A page's changes, newest first. Two statements; no text is read. */
export async function projectHistory(
  db: Db,
  projectId: Id,
  { page = 1, perPage = PER_PAGE }: { page?: number; perPage?: number } = {},
): Promise<{ revisions: RevisionSummary[]; count: number }> {
  const { count } = await db
    .selectFrom('project_revisions')
    .select((r) => r.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  const revisions = await summaryRows(db, projectId)
    .orderBy('version', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { revisions, count };
}

/** One revision with the one before it; undefined when there is none of that number. */
export async function findRevision(
  db: Db,
  projectId: Id,
  version: number,
): Promise<{ revision: Revision; before: Revision | null } | undefined> {
  const rows = await summaryRows(db, projectId)
    .select(['project_revisions.name', 'body', 'code', 'skills'])
    .where('version', 'in', [version, version - 1])
    .orderBy('version', 'desc')
    .execute();
  const [revision, before = null] = rows.map((row) => ({ ...row, skills: readSkills(row.skills) }));
  return revision?.version === version ? { revision, before } : undefined;
}

function summaryRows(db: Db, projectId: Id) {
  return db
    .selectFrom('project_revisions')
    .leftJoin('people', 'people.id', 'by_person_id')
    .select(['version', 'summary', 'restored_version as restoredVersion', 'at', 'people.name as byName'])
    .where('project_id', '=', projectId);
}
