import { error, type RequestEvent } from '@sveltejs/kit';
import type { Db } from '@plenary/domain/database/db.ts';
import { listEvents } from '@plenary/domain/events/event-queries.ts';
import { person } from '@plenary/domain/kernel/actor.ts';
import { DomainError, notAllowed, signInNeeded } from '@plenary/domain/kernel/errors.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { findPost, type Post } from '@plenary/domain/posts/post-queries.ts';
import { requireWriter } from '@plenary/domain/posts/post-policy.ts';
import { m } from '#lib/paraglide/messages.js';
import { throwErrorPage } from '#lib/server/form.ts';

interface Desk {
  /** Events that the reader may write about. */
  readonly events: readonly { readonly id: Id; readonly slug: string; readonly name: string }[];
  /** Posts of the site itself are its owner's. */
  readonly siteOwner: boolean;
}

/** What somebody may write about; null when that is nothing. */
export async function deskOf(locals: App.Locals): Promise<Desk | null> {
  const { account, app } = locals;
  if (!account) return null;
  const { mine } = await listEvents(app.db, person(account.id), timestamp(app.clock.now()));
  const events = mine
    .filter((event) => event.role === 'organiser' || account.siteOwner)
    .map(({ id, slug, name }) => ({ id, slug, name }));
  return events.length > 0 || account.siteOwner ? { events, siteOwner: account.siteOwner } : null;
}

/** Whether the reader may change a post. */
export async function mayWrite(db: Db, locals: App.Locals, post: Pick<Post, 'eventId'>): Promise<boolean> {
  try {
    await requireWriter(db, locals.actor, post.eventId);
    return true;
  } catch (problem) {
    if (problem instanceof DomainError) return false;
    throw problem;
  }
}

/** The post of a page's address, for its writers only; others learn no more than that it is not theirs. */
export async function postToWrite({
  locals,
  params,
  url,
}: Pick<RequestEvent<{ post: string }>, 'locals' | 'params' | 'url'>): Promise<Post> {
  const { db } = locals.app;
  const post = await findPost(db, params.post);
  if (!post) error(404, m.error_not_found());
  if (!(await mayWrite(db, locals, post))) {
    if (post.publishedAt === null) error(404, m.error_not_found());
    throwErrorPage({ url }, locals.account ? notAllowed('') : signInNeeded());
  }
  return post;
}
