import type { Db } from '../database/db.ts';
import { notFound, type DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { normaliseTags } from '../text/tags.ts';
import { staleText, uniteTexts, type KeptText, type StaleText } from '../wiki/stale-text.ts';
import { readSkills, type ProjectText } from './project.ts';

/** What the second of two writers needs: the other's text, and both in one. */
export interface StaleProject extends StaleText<ProjectText & KeptText> {
  readonly merged: Omit<ProjectText, 'name'>;
}

/** The refusal of a change that was made of an older version, with the attempt to unite both. */
export async function staleProject(
  db: Db,
  { projectId, version }: { projectId: Id; version: number },
  mine: Omit<ProjectText, 'name'>,
): Promise<DomainError> {
  const rows = await db
    .selectFrom('project_revisions')
    .innerJoin('projects', 'projects.id', 'project_revisions.project_id')
    .leftJoin('people', 'people.id', 'project_revisions.by_person_id')
    .select(['project_revisions.name', 'project_revisions.body', 'project_revisions.code'])
    .select(['project_revisions.skills', 'project_revisions.version', 'people.name as byName'])
    .where('projects.id', '=', projectId)
    .where((e) =>
      e.or([
        e('project_revisions.version', '=', e.ref('projects.version')),
        e('project_revisions.version', '=', version),
      ]),
    )
    .orderBy('project_revisions.version', 'desc')
    .execute();
  const [newest, older] = rows.map((row) => ({ ...row, skills: readSkills(row.skills) }));
  if (!newest) return notFound('project', projectId);
  const { merged, ...united } = uniteTexts(newest, older, mine);
  // A version that never was: the form was tampered with, and there is nothing both were made of.
  const base = older ?? { code: '', skills: [] };
  const subject: StaleProject = {
    ...united,
    merged: {
      ...merged,
      code: mine.code === base.code ? newest.code : mine.code,
      skills: mergedSkills(base.skills, newest.skills, mine.skills),
    },
  };
  return staleText(subject);
}

function mergedSkills(base: readonly string[], theirs: readonly string[], mine: readonly string[]): string[] {
  const removed = base.filter((skill) => !theirs.includes(skill) || !mine.includes(skill));
  return normaliseTags([...theirs, ...mine].filter((skill) => !removed.includes(skill)));
}
