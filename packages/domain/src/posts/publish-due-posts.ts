import { z } from 'zod';
import type { Db } from '../database/db.ts';
import { defineAction } from '../kernel/action.ts';
import type { Timestamp } from '../kernel/clock.ts';
import { notAllowed } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';

/** Publishes what was to appear by now, under the time that was said, also when the server was down then. For the clock's job. */
export const publishDuePosts = defineAction({
  name: 'publish-due-posts',
  input: z.strictObject({}),
  allow: ({ actor }) => {
    if (actor.kind !== 'system') throw notAllowed('These posts publish themselves.');
  },
  run: async ({ tx, now, record }): Promise<{ published: number }> => {
    const published = await tx
      .updateTable('posts')
      .set((post) => ({ published_at: post.ref('publish_at'), publish_at: null }))
      .where('publish_at', '<=', now)
      .where('published_at', 'is', null)
      .returning(['id', 'event_id'])
      .execute();
    for (const post of published)
      record({ kind: 'post.published', eventId: post.event_id, subjectId: post.id, audience: 'public' });
    return { published: published.length };
  },
});

/** The posts that `publishDuePosts` would publish. */
export async function postsDue(db: Db, now: Timestamp): Promise<Id[]> {
  const rows = await db
    .selectFrom('posts')
    .select('id')
    .where('publish_at', '<=', now)
    .where('published_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}
