import { redirect } from '@sveltejs/kit';
import { myAgenda } from '@plenary/domain/agenda/agenda-queries.ts';
import { calendarAddress } from '@plenary/domain/agenda/calendar-feed.ts';
import { renewCalendarLink } from '@plenary/domain/agenda/renew-calendar-link.ts';
import { invitationOf } from '@plenary/domain/invitations/my-invitation-queries.ts';
import { requirePerson } from '@plenary/domain/standing/standing.ts';
import { listSessions } from '@plenary/domain/sessions/session-queries.ts';
import { ownCode } from '#lib/check-in/own-code.server.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { dayIn, momentIn, timeIn, zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustTakePart(request, event.id);
  const { app } = request.locals;
  const personId = requirePerson(request.locals.actor);
  const { release, entries } = await myAgenda(app.db, event.id, personId);
  const mine = await invitationOf(app.db, event.id, personId);
  const hasPlace = mine?.state === 'confirmed' || mine?.state === 'attended';
  const placed = new Set(entries.map((entry) => entry.sessionId));
  const sessions = await listSessions(app.db, { eventId: event.id, viewerId: personId });
  return {
    release: release && { number: release.number, moment: momentIn(event.zone, release.releasedAt) },
    days: [...Map.groupBy(entries, (entry) => dayIn(event.zone, entry.startsAt))].map(([day, list]) => ({
      day,
      entries: list.map((entry) => ({
        ...entry,
        times: `${timeIn(event.zone, entry.startsAt)}–${timeIn(event.zone, entry.endsAt)}`,
      })),
    })),
    clashes: entries.reduce((sum, entry) => sum + entry.clashes.length, 0) / 2,
    unplaced: sessions
      .filter((session) => (session.level === 'must' || session.level === 'want') && !placed.has(session.id))
      .map(({ id, headline, leadByViewer, level }) => ({
        id,
        headline,
        reason: leadByViewer ? ('lead' as const) : level,
      })),
    zone: event.startsAt ? zoneInWords(event.zone, event.startsAt) : event.zone,
    calendar: await calendarAddress(app, personId),
    code: hasPlace ? ownCode(app.site, mine.id) : null,
    renewed: request.url.searchParams.has('renewed'),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  renew: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await renewCalendarLink(request.locals.app.needs(key), request.locals.actor, {});
    if (!result.ok) return refuse(request, result.error, values);
    redirect(303, `/${event.slug}/agenda?renewed#calendar`);
  },
};
