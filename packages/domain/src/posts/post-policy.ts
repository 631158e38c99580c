import type { Db } from '../database/db.ts';
import type { Actor } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { requireOrganiser, requireSiteOwner } from '../standing/standing.ts';

/** Posts of an event are its organisers' matter; posts of the site are its owner's. */
export async function requireWriter(db: Db, actor: Actor, eventId: Id | null): Promise<void> {
  if (eventId) await requireOrganiser(db, actor, eventId);
  else await requireSiteOwner(db, actor);
}

/** The same for a post that exists. */
export async function requireWriterOf(db: Db, actor: Actor, postId: Id): Promise<void> {
  const post = await db.selectFrom('posts').select('event_id').where('id', '=', postId).executeTakeFirst();
  if (!post) throw notFound('post', postId);
  await requireWriter(db, actor, post.event_id);
}
