import { error, type RequestEvent } from '@sveltejs/kit';
import type { Id } from '@plenary/domain/kernel/ids.ts';
import { eventOfWall } from '@plenary/domain/wall/wall-link.ts';
import { m } from '#lib/paraglide/messages.js';

/** The event that a screen's secret address shows; "not found" when the address is old or made up. */
export async function eventOnWall({
  locals: { app },
  params,
}: Pick<RequestEvent<{ token: string }>, 'locals' | 'params'>): Promise<Id> {
  const eventId = await eventOfWall(app.db, app.site, params.token);
  if (!eventId) error(404, m.error_not_found());
  return eventId;
}
