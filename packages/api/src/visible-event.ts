import { findEventBySlug } from '@plenary/domain/events/event-queries.ts';
import type { Event } from '@plenary/domain/events/event.ts';
import { standingIn, type Standing } from '@plenary/domain/standing/standing.ts';
import { notFound } from '@plenary/domain/kernel/errors.ts';
import type { ApiEnv } from './api.ts';

/** The event of a path, if whoever asks may see it; otherwise it is not found. */
export async function visibleEvent(
  { needs, actor }: ApiEnv['Bindings'],
  slug: string,
): Promise<{ event: Event; standing: Standing }> {
  const event = await findEventBySlug(needs.db, slug);
  if (!event) throw notFound('event', slug);
  return { event, standing: await standingIn(needs.db, actor, event.id) };
}
