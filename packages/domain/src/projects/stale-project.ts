import type { Db } from '../database/db.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { mergeTexts } from '../text/merge-texts.ts';
import { normaliseTags } from '../text/tags.ts';
import { readSkills, type ProjectText } from './project.ts';

/** What the second of two writers needs: the other's text, and both in one. */
export interface StaleProject {
  readonly current: ProjectText & { readonly version: number; readonly byName: string | null };
  /** Every change of both. Where both changed the same lines, both versions stand between marks. */
  readonly merged: Omit<ProjectText, 'name'>;
  /** Passages between marks. */
  readonly conflicts: number;
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
    .select(['project_revisions.skills', 'project_revisions.version', 'people.name as by_name'])
    .where('projects.id', '=', projectId)
    .where((e) =>
      e.or([
        e('project_revisions.version', '=', e.ref('projects.version')),
        e('project_revisions.version', '=', version),
      ]),
    )
    .orderBy('project_revisions.version', 'desc')
    .execute();
  const [newest, older] = rows.map(({ skills, by_name: byName, ...row }) => ({
    ...row,
    byName,
    skills: readSkills(skills),
  }));
  if (!newest) return notFound('project', projectId);
  // A version that never was: the form was tampered with, and there is nothing both were made of.
  const base = older ?? { body: '', code: '', skills: [] };
  const { text: body, conflicts } = mergeTexts(base.body, newest.body, mine.body);
  const subject: StaleProject = {
    current: newest,
    merged: {
      body,
      code: mine.code === base.code ? newest.code : mine.code,
      skills: mergedSkills(base.skills, newest.skills, mine.skills),
    },
    conflicts,
  };
  return new DomainError('stale', 'Somebody changed this page after you opened it.', { subject });
}

function mergedSkills(base: readonly string[], theirs: readonly string[], mine: readonly string[]): string[] {
  const removed = base.filter((skill) => !theirs.includes(skill) || !mine.includes(skill));
  return normaliseTags([...theirs, ...mine].filter((skill) => !removed.includes(skill)));
}
