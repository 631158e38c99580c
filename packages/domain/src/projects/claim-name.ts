import type { Transaction } from '../database/db.ts';
import { DomainError, wrongField } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { nameKey, slugOf } from './project.ts';

/** How often an address may be taken by somebody else between looking and taking it. */
const TRIES = 5;

/** The key of a name that can be linked; refused when nothing of it can. */
export function requireKey(name: string): string {
  const key = nameKey(name);
  if (key === '') throw wrongField('name', 'required', 'A name needs letters or digits.');
  return key;
}

/**
 * Gives a project a name and the address made of it, for good. Refused when another project has or had
 * that name, with that project as the subject. Its own earlier names it may have again.
 */
export async function claimName(tx: Transaction, projectId: Id, name: string): Promise<{ slug: string }> {
  const key = requireKey(name);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const owned = await tx.selectFrom('project_names').selectAll().where('key', '=', key).executeTakeFirst();
    if (owned?.project_id === projectId) return { slug: owned.slug };
    if (owned) throw await nameTaken(tx, name, owned.project_id);
    const like = `${slugOf(name)}%`;
    const rows = await tx.selectFrom('project_names').select('slug').where('slug', 'like', like).execute();
    const slug = freeSlug(slugOf(name), new Set(rows.map((row) => row.slug)));
    const claimed = await tx
      .insertInto('project_names')
      .values({ key, slug, project_id: projectId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('slug')
      .executeTakeFirst();
    if (claimed) return claimed;
  }
  throw new Error(`no free address for a project named ${name}`);
}

async function nameTaken(tx: Transaction, name: string, projectId: Id): Promise<DomainError> {
  const subject = await tx
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
