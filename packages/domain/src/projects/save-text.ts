import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { columnsOf, sameText, type ProjectText } from './project.ts';
import { staleProject } from './stale-project.ts';
import { writeRevision } from './write-revision.ts';

interface Save {
  readonly projectId: Id;
  /** The version that the text was made of. */
  readonly version: number;
  readonly summary: string;
  readonly restoredVersion?: number;
  /** The project's new name, which it has claimed already. */
  readonly nameKey?: string;
}

/**
 * Writes a project's text as the next revision, unless it says what the page says already. Refused as
 * stale, with `StaleProject` as the subject, when the page is no longer at `version`.
 */
export async function saveText(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  { projectId, version, nameKey, ...more }: Save,
  text: ProjectText,
): Promise<{ version: number }> {
  const present = await presentText(tx, projectId);
  if (present.version === version && sameText(present, text)) return { version };
  const changed = await tx
    .updateTable('projects')
    .set((project) => ({
      ...columnsOf(text),
      ...(nameKey !== undefined && { name_key: nameKey }),
      updated_at: now,
      version: project('version', '+', 1),
    }))
    .where('id', '=', projectId)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (!changed) throw await staleProject(tx, { projectId, version }, text);
  await writeRevision(tx, { actor, now }, { projectId, version: changed.version, text, ...more });
  record({ kind: 'project.changed', eventId: null, subjectId: projectId, audience: 'public' });
  return changed;
}

/** A project's text as it is now. */
export async function presentText(
  tx: Transaction,
  projectId: Id,
): Promise<ProjectText & { readonly version: number }> {
  const row = await tx
    .selectFrom('projects')
    .select(['name', 'body', 'code', 'version'])
    .where('id', '=', projectId)
    .executeTakeFirst();
  if (!row) throw notFound('project', projectId);
  const skills = await tx
    .selectFrom('project_skills')
    .select('skill')
    .where('project_id', '=', projectId)
    .execute();
  return { ...row, skills: skills.map((one) => one.skill).toSorted() };
}
