import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/fields.ts';
import { requireWriterOf } from './post-policy.ts';

/**
 * Puts a post before everybody, or makes it a draft again; either way it does not publish itself any more.
 * What is published already keeps its date.
 */
export const publishPost = defineAction({
  name: 'publish-post',
  input: z.strictObject({ postId: id, published: z.boolean() }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async ({ tx, input, now, record }): Promise<{ publishedAt: string | null }> => {
    const post = await tx
      .selectFrom('posts')
      .select(['id', 'event_id', 'published_at'])
      .where('id', '=', input.postId)
      .executeTakeFirst();
    if (!post) throw notFound('post', input.postId);
    const publishedAt = input.published ? (post.published_at ?? now) : null;
    await tx
      .updateTable('posts')
      .set({ published_at: publishedAt, publish_at: null })
      .where('id', '=', post.id)
      .execute();
    record({
      kind: publishedAt === null ? 'post.taken-back' : 'post.published',
      eventId: post.event_id,
      subjectId: post.id,
      audience: publishedAt === null && post.published_at === null ? 'organisers' : 'public',
    });
    return { publishedAt };
  },
});
