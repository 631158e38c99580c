import { z } from 'zod';
import type { Transaction } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import { id } from '../kernel/fields.ts';
import { newId, type Id } from '../kernel/ids.ts';
import { freeSlug } from '../kernel/slug-words.ts';
import { postFields, slugOf } from './post.ts';
import { requireWriter } from './post-policy.ts';
import { writeRevision } from './write-revision.ts';

/** Begins a post as a draft, which only those who may write it see. */
export const writePost = defineAction({
  name: 'write-post',
  input: z.strictObject({ eventId: id.optional(), ...postFields }),
  allow: ({ tx, actor, input }) => requireWriter(tx, actor, input.eventId ?? null),
  run: async ({ tx, actor, input, now, record }): Promise<{ postId: Id; slug: string }> => {
    const { title, body, kind, tags } = input;
    const postId = newId();
    const slug = await slugFor(tx, slugOf(title));
    const authorId = actor.kind === 'person' ? actor.personId : null;
    const author =
      authorId &&
      (await tx.selectFrom('people').select('name').where('id', '=', authorId).executeTakeFirst());
    await tx
      .insertInto('posts')
      .values({
        ...{ id: postId, slug, kind, title, body },
        event_id: input.eventId ?? null,
        author_id: authorId,
        author_name: author ? author.name : '',
        published_at: null,
        created_at: now,
        updated_at: now,
      })
      .execute();
    await writeRevision(tx, { postId, actor, at: now }, { version: 1, title, body, tags });
    record({
      kind: 'post.written',
      eventId: input.eventId ?? null,
      subjectId: postId,
      audience: 'organisers',
    });
    return { postId, slug };
  },
});

async function slugFor(tx: Transaction, wanted: string): Promise<string> {
  const rows = await tx.selectFrom('posts').select('slug').where('slug', 'like', `${wanted}%`).execute();
  return freeSlug(wanted, new Set(rows.map((row) => row.slug)));
}
