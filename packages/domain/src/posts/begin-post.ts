import type { Transaction } from '../database/db.ts';
import type { Work } from '../kernel/action.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { NO_LEAD, type LeadColumns } from './lead-picture.ts';
import { slugOf, type PostKind } from './post.ts';
import { writeRevision } from './write-revision.ts';

export interface NewPost {
  readonly eventId: Id | null;
  readonly kind: PostKind;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly tags: readonly string[];
  readonly lead?: LeadColumns;
}

/** Keeps a new post as a draft of whoever acts, under a free address made of its title. */
export async function beginPost(
  { tx, actor, now, record }: Pick<Work<unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  { eventId, kind, title, body, tags, lead = NO_LEAD }: NewPost,
): Promise<{ postId: Id; slug: string }> {
  const postId = newId();
  const slug = await slugFor(tx, slugOf(title));
  const authorId = actor.kind === 'person' ? actor.personId : null;
  const author =
    authorId && (await tx.selectFrom('people').select('name').where('id', '=', authorId).executeTakeFirst());
  await tx
    .insertInto('posts')
    .values({
      ...{ id: postId, slug, kind, title, body },
      event_id: eventId,
      author_id: authorId,
      author_name: author ? author.name : '',
      published_at: null,
      created_at: now,
      updated_at: now,
      ...lead,
    })
    .execute();
  await writeRevision(tx, { postId, actor, at: now }, { version: 1, title, body, tags, ...lead });
  record({ kind: 'post.written', eventId, subjectId: postId, audience: 'organisers' });
  return { postId, slug };
}

async function slugFor(tx: Transaction, wanted: string): Promise<string> {
  const rows = await tx.selectFrom('posts').select('slug').where('slug', 'like', `${wanted}%`).execute();
  return freeSlug(wanted, new Set(rows.map((row) => row.slug)));
}
