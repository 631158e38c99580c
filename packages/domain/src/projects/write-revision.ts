import type { Transaction } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import type { Timestamp } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import type { ProjectText } from './project.ts';

interface Written {
  readonly projectId: Id;
  readonly version: number;
  readonly text: ProjectText;
  readonly summary: string;
  readonly restoredVersion?: number;
}

/** Keeps a project's text as it is from now on, and gives it the skills it wants. */
export async function writeRevision(
  tx: Transaction,
  { actor, now }: { actor: Actor; now: Timestamp },
  { projectId, version, text, summary, restoredVersion }: Written,
): Promise<void> {
  await tx.deleteFrom('project_skills').where('project_id', '=', projectId).execute();
  if (text.skills.length > 0)
    await tx
      .insertInto('project_skills')
      .values(text.skills.map((skill) => ({ skill, project_id: projectId })))
      .execute();
  const { name, body, code } = text;
  await tx
    .insertInto('project_revisions')
    .values({
      ...{ project_id: projectId, version, name, body, code, summary, at: now },
      skills: JSON.stringify(text.skills),
      restored_version: restoredVersion ?? null,
      by_person_id: actor.kind === 'person' ? actor.personId : null,
    })
    .execute();
}
