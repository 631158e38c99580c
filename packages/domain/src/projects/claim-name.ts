import type { Transaction } from '../database/db.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { claimName, type KeptNames } from '../wiki/claim-name.ts';
import type { NameOwner } from '../wiki/named-page.ts';

/**
 * Gives a project a name and the address made of it, for good. Refused when another project has or had
 * that name, with `NameOwner` as the subject. Its own earlier names it may have again.
 */
export function claimProjectName(tx: Transaction, projectId: Id, name: string): Promise<{ slug: string }> {
  const names: KeptNames = {
    owner: (key) =>
      tx
        .selectFrom('project_names')
        .select(['project_id as pageId', 'slug'])
        .where('key', '=', key)
        .executeTakeFirst(),
    slugsLike: async (pattern) => {
      const rows = await tx
        .selectFrom('project_names')
        .select('slug')
        .where('slug', 'like', pattern)
        .execute();
      return rows.map((row) => row.slug);
    },
    keep: async ({ key, slug }) => {
      const kept = await tx
        .insertInto('project_names')
        .values({ key, slug, project_id: projectId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('slug')
        .executeTakeFirst();
      return kept !== undefined;
    },
    taken: (ownerId) => nameTaken(tx, name, ownerId),
  };
  return claimName(names, projectId, name);
}

async function nameTaken(tx: Transaction, name: string, projectId: Id): Promise<DomainError> {
  const subject: NameOwner | undefined = await tx
    .selectFrom('projects')
    .innerJoin('project_names', 'project_names.key', 'projects.name_key')
    .select(['projects.name', 'project_names.slug'])
    .where('projects.id', '=', projectId)
    .executeTakeFirst();
  return new DomainError('invalid-input', `There is a page for "${name}" already.`, {
    fields: [{ path: 'name', code: 'taken', params: {} }],
    subject,
  });
}
