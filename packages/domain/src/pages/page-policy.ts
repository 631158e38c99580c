import type { Db } from '../database/db.ts';
import type { PageWriters } from '../events/event-tables.ts';
import type { Actor } from '../kernel/actor.ts';
import { notAllowed, notFound, signInNeeded } from '../kernel/errors.ts';
import type { Id } from '../kernel/ids.ts';
import { hasPlace, organises, standingIn, type Standing } from '../standing/standing.ts';

/**
 * Whether somebody may write pages of an event: its organisers always, whoever has a place unless the event or the page
 * leaves it to organisers.
 */
export function writesPages(standing: Standing, ...left: readonly PageWriters[]): boolean {
  return organises(standing) || (hasPlace(standing) && left.every((writers) => writers === 'attendees'));
}

/** Refuses whoever may not write the page, or begin one. A page of another event, or a removed one, is not found. */
export async function requirePageWriter(
  db: Db,
  actor: Actor,
  { eventId, pageId }: { eventId: Id; pageId?: Id },
): Promise<Standing> {
  const standing = await standingIn(db, actor, eventId);
  const { pages_by: byEvent } = await db
    .selectFrom('events')
    .select('pages_by')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const byPage = pageId === undefined ? 'attendees' : (await presentPage(db, eventId, pageId)).writers;
  if (writesPages(standing, byEvent, byPage)) return standing;
  if (actor.kind === 'visitor') throw signInNeeded();
  throw notAllowed(
    byEvent === 'organisers'
      ? 'The organisers of this event write its pages themselves.'
      : byPage === 'organisers'
        ? 'Only organisers change this page.'
        : 'Only people with a confirmed place at this event, and its organisers, write its pages.',
  );
}

/** A page that is there. */
export async function presentPage(db: Db, eventId: Id, pageId: Id) {
  const page = await db
    .selectFrom('pages')
    .select(['name', 'body', 'version', 'writers'])
    .where('id', '=', pageId)
    .where('event_id', '=', eventId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!page) throw notFound('page', pageId);
  return page;
}
