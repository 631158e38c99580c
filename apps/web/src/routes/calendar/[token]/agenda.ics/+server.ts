import { error } from '@sveltejs/kit';
import { personalFeed } from '@plenary/domain/agenda/calendar-feed.ts';
import { calendarResponse } from '#lib/agenda/calendar-response.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** One person's agenda behind its secret address; no sign-in, because calendars have none. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const calendar = await personalFeed(locals.app, params.token);
  if (calendar === undefined) error(404, m.error_not_found());
  return calendarResponse(request, calendar, 'private');
};
