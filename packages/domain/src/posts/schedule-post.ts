import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { timestamp, type Timestamp } from '../kernel/clock.ts';
import { DomainError, notFound, wrongField } from '../kernel/errors.ts';
import { dateTime, id, zone } from '../kernel/fields.ts';
import { requireWriterOf } from './post-policy.ts';

/**
 * Says when a draft publishes itself; again for another time. Nobody but its writers sees it before, and
 * `publishPost` recalls it. `at` is local to `zone`; of a time that a changing clock has twice, the first.
 */
export const schedulePost = defineAction({
  name: 'schedule-post',
  input: z.strictObject({ postId: id, at: dateTime, zone }),
  allow: ({ tx, actor, input }) => requireWriterOf(tx, actor, input.postId),
  run: async ({ tx, input, now, record }): Promise<{ publishAt: Timestamp }> => {
    const local = Temporal.PlainDateTime.from(input.at);
    const publishAt = timestamp(local.toZonedDateTime(input.zone).toInstant());
    if (publishAt <= now) throw wrongField('at', 'in-the-past', `${input.at} in ${input.zone} has passed.`);
    const post = await tx
      .selectFrom('posts')
      .select(['event_id', 'published_at'])
      .where('id', '=', input.postId)
      .executeTakeFirst();
    if (!post) throw notFound('post', input.postId);
    if (post.published_at !== null)
      throw new DomainError('wrong-state', 'This post is published already.', {
        params: { state: 'published' },
      });
    await tx.updateTable('posts').set({ publish_at: publishAt }).where('id', '=', input.postId).execute();
    record({
      kind: 'post.scheduled',
      eventId: post.event_id,
      subjectId: input.postId,
      audience: 'organisers',
    });
    return { publishAt };
  },
});
