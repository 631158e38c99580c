import { checkIn } from '@plenary/domain/invitations/check-in.ts';
import { invitationMeters, invitationQueue } from '@plenary/domain/invitations/invitation-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { mustHelp } from '#lib/server/event-standing.ts';
import { asInput, eitherOr } from '#lib/server/form-input.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** More than this nobody scrolls through at a door; the search finds the rest. */
const SHOWN = 200;

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustHelp(request, event.id);
  const { app } = request.locals;
  const search = (request.url.searchParams.get('q') ?? '').slice(0, 100);
  const { rows } = await invitationQueue(app.db, event.id, {
    search,
    states: ['confirmed', 'attended', 'no-show'],
    perPage: SHOWN,
  });
  const { counts } = await invitationMeters(app.db, event);
  return {
    search,
    here: counts.attended,
    expected: counts.attended + counts.confirmed + counts['no-show'],
    // Helpers see who somebody is, not what they wrote nor what organisers noted.
    people: rows
      .map(({ id, name, affiliation, state }) => ({ id, name, affiliation, state }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
};

export const actions: Actions = {
  default: async (request) => {
    const { id: eventId } = await eventOf(request);
    const form = await readForm(request);
    const { invitationId, here } = form.values;
    const result = await checkIn(
      request.locals.app.needs(form.key),
      request.locals.actor,
      asInput({ eventId, invitationId, here: eitherOr(here, 'yes', undefined) }),
    );
    return result.ok ? { checked: result.value } : refuse(request, result.error, form.values);
  },
};
