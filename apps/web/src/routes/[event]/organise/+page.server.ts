import { announceEvent } from '@plenary/domain/events/announce-event.ts';
import { phaseOf } from '@plenary/domain/events/event.ts';
import { eventGrid } from '@plenary/domain/events/event-queries.ts';
import { nextSteps } from '@plenary/domain/events/next-steps.ts';
import { timestamp } from '@plenary/domain/kernel/clock.ts';
import { invitationMeters } from '@plenary/domain/invitations/invitation-queries.ts';
import { eventOf } from '#lib/events/event-of.server.ts';
import { mustOrganise } from '#lib/server/event-standing.ts';
import { readForm, refuse } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (request) => {
  const { event } = await request.parent();
  await mustOrganise(request, event.id);
  const { app } = request.locals;
  const phase = phaseOf(event, timestamp(app.clock.now()));
  const meters = await invitationMeters(app.db, event);
  return {
    phase,
    meters,
    steps: nextSteps(event, await eventGrid(app.db, event.id), phase, meters.counts.requested),
  };
};

export const actions: Actions = {
  announce: async (event) => {
    const { id: eventId } = await eventOf(event);
    const form = await readForm(event);
    const result = await announceEvent(event.locals.app.needs(form.key), event.locals.actor, { eventId });
    return result.ok ? { announced: true } : refuse(event, result.error, form.values);
  },
};
