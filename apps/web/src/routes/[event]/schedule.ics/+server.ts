import { error } from '@sveltejs/kit';
import { eventFeed } from '@plenary/domain/agenda/calendar-feed.ts';
import { calendarResponse } from '#lib/agenda/calendar-response.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventOf } from '#lib/events/event-of.server.ts';
import type { RequestHandler } from './$types';

/** The whole released schedule, for everybody. */
export const GET: RequestHandler = async (request) => {
  const event = await eventOf(request);
  const calendar = await eventFeed(request.locals.app, event.id);
  if (calendar === undefined) error(404, m.error_not_found());
  return calendarResponse(request.request, calendar, 'public');
};
