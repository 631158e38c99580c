import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import type { LeadColumns } from './lead-picture.ts';
import type { PostKind } from './post.ts';
import { writeRevision } from './write-revision.ts';

interface Text extends LeadColumns {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly tags: readonly string[];
  /** As it is, unless said. */
  readonly kind?: PostKind;
}

/** Gives a post another text as its next version. Refused as stale when it is not this version any more. */
export async function savePost(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  { postId, version }: { readonly postId: Id; readonly version: number },
  { tags, ...text }: Text,
): Promise<{ version: number; slug: string }> {
  const changed = await tx
    .updateTable('posts')
    .set((post) => ({ ...text, updated_at: now, version: post('version', '+', 1) }))
    .where('id', '=', postId)
    .where('version', '=', version)
    .returning(['version', 'slug', 'event_id', 'published_at'])
    .executeTakeFirst();
  if (!changed) throw await stale(tx, postId);
  await writeRevision(tx, { postId, actor, at: now }, { version: changed.version, tags, ...text });
  record({
    kind: 'post.changed',
    eventId: changed.event_id,
    subjectId: postId,
    audience: changed.published_at ? 'public' : 'organisers',
  });
  return { version: changed.version, slug: changed.slug };
}

async function stale(tx: Transaction, postId: Id): Promise<DomainError> {
  const current = await tx.selectFrom('posts').selectAll().where('id', '=', postId).executeTakeFirst();
  if (!current) return notFound('post', postId);
  return new DomainError('stale', 'Somebody changed this post after you opened it.', { subject: current });
}
