import { closeProposing } from '@plenary/domain/events/close-proposing.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { setInterestVisibility } from '@plenary/domain/events/set-interest-visibility.ts';
import { releasedPlaces } from '@plenary/domain/agenda/agenda-queries.ts';
import { totals } from '@plenary/domain/interest/interest-queries.ts';
import { listSessions, topicsOf } from '@plenary/domain/sessions/session-queries.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { newFormKey, readForm, refuse } from '#lib/server/form.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { dateInWords, dayIn, timeIn, zoneInWords } from '#lib/when.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_SEARCH = 200;

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { event, standing, may } = await parent();
  const { db } = locals.app;
  const filter = {
    search: (url.searchParams.get('q') ?? '').slice(0, LONGEST_SEARCH),
    topic: url.searchParams.get('topic') ?? '',
    show: url.searchParams.get('show') ?? '',
  };
  const viewerId = may.plan ? standing.personId : null;
  const sessions = await listSessions(db, {
    eventId: event.id,
    search: filter.search,
    topic: filter.topic || undefined,
    needsLead: filter.show === 'needs-lead',
    notAnsweredBy: filter.show === 'unanswered' ? (viewerId ?? undefined) : undefined,
    viewerId: viewerId ?? undefined,
  });
  const places = await releasedPlaces(db, event.id);
  const allTotals = await totals(db, event.id, standing);
  const grid = await eventGrid(db, event.id);
  return {
    filter,
    filtered: filter.search !== '' || filter.topic !== '' || filter.show !== '',
    viewerId,
    topics: await topicsOf(db, event.id),
    // Only what a row shows: two hundred of them travel to a phone.
    sessions: sessions.map(({ id, headline, excerpt, topic, length, wantsLead, leads, ...session }) => {
      const place = places.get(id);
      return {
        ...{ id, headline, excerpt, topic, length, wantsLead },
        leadNames: leads.map((lead) => lead.name).join(', '),
        answer: { level: session.level, canHelpLead: session.canHelpLead, leads: session.leadByViewer },
        totals: allTotals?.get(id) ?? null,
        place: place && {
          area: place.areaLabel,
          when: `${dayIn(event.zone, place.startsAt)}, ${timeIn(event.zone, place.startsAt)}–${timeIn(event.zone, place.endsAt)}`,
        },
      };
    }),
    zone: places.size > 0 && event.startsAt ? zoneInWords(event.zone, event.startsAt) : null,
    proposingClosed: grid.days.length > 0 && grid.days.every((day) => day.proposingClosedAt !== null),
    days: grid.days.map((day) => ({
      id: day.id,
      label: dateInWords(day.date),
      closed: day.proposingClosedAt !== null,
    })),
    formKey: newFormKey(),
  };
};

export const actions: Actions = {
  proposing: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await closeProposing(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({
        eventId: event.id,
        dayId: values['dayId'],
        closed: eitherOr(values['closed'], 'true', 'false'),
      }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
  totals: async (request) => {
    const event = await eventOf(request);
    const { values, key } = await readForm(request);
    const result = await setInterestVisibility(
      request.locals.app.needs(key),
      request.locals.actor,
      asInput({ eventId: event.id, open: eitherOr(values['open'], 'true', 'false') }),
    );
    return result.ok ? { saved: true } : refuse(request, result.error, values);
  },
};
