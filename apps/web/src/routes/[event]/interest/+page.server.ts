import { deckFor } from '@plenary/domain/interest/interest-queries.ts';
import { findSession } from '@plenary/domain/sessions/session-queries.ts';
import { requirePerson } from '@plenary/domain/standing/standing.ts';
import { mustTakePart } from '#lib/server/event-standing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustTakePart(request, event.id);
  const { db } = request.locals.app;
  const personId = requirePerson(request.locals.actor);
  const deck = await deckFor(db, event.id, personId);
  const lastId = request.url.searchParams.get('last');
  const last =
    lastId && !deck.sessions.some((session) => session.id === lastId)
      ? await findSession(db, event.id, lastId)
      : undefined;
  return {
    personId,
    deck: {
      ...deck,
      sessions: deck.sessions.map(({ id, headline, excerpt, topic, leads, wantsLead, length }) => ({
        ...{ id, headline, excerpt, topic, wantsLead, length },
        leadNames: leads.map((lead) => lead.name).join(', '),
      })),
    },
    skipped: (request.url.searchParams.get('skip') ?? '').split(' ').filter(Boolean),
    /** Without script: what was answered by the step before, so that it can be taken back. */
    last: last ? { id: last.id, headline: last.headline } : null,
  };
};
