import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { DomainError, notFound } from '../kernel/errors.ts';
import { id, version } from '../kernel/fields.ts';
import { leadColumns } from './lead-picture.ts';
import { leadFields, postFields } from './post.ts';
import { requireWriterOf } from './post-policy.ts';
import { writeRevision } from './write-revision.ts';

/** Changes a post's text; the earlier one is kept. Refused as stale when somebody else was quicker. */
export const changePost = defineAction({
  name: 'change-post',
  input: z.strictObject({ postId: id, version, ...postFields, ...leadFields }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async ({ tx, actor, input, now, record }): Promise<{ version: number; slug: string }> => {
    const { postId, title, body, kind, tags } = input;
    const lead = await leadColumns(tx, input);
    const changed = await tx
      .updateTable('posts')
      .set((post) => ({ title, body, kind, ...lead, updated_at: now, version: post('version', '+', 1) }))
      .where('id', '=', postId)
      .where('version', '=', input.version)
      .returning(['version', 'slug', 'event_id', 'published_at'])
      .executeTakeFirst();
    if (!changed) {
      const current = await tx.selectFrom('posts').selectAll().where('id', '=', postId).executeTakeFirst();
      if (!current) throw notFound('post', postId);
      throw new DomainError('stale', 'Somebody changed this post after you opened it.', { subject: current });
    }
    await writeRevision(tx, { postId, actor, at: now }, { version: changed.version, title, body, tags });
    record({
      kind: 'post.changed',
      eventId: changed.event_id,
      subjectId: postId,
      audience: changed.published_at ? 'public' : 'organisers',
    });
    return { version: changed.version, slug: changed.slug };
  },
});
